"""Mails about the account itself: they cannot be turned off, since they tell the owner what others may have done."""

from __future__ import annotations

import hmac
import uuid
from datetime import datetime
from typing import Any

from flask import request
from sqlalchemy import insert

from app.accounts.devices import say_device
from app.accounts.models import User
from app.accounts.tokens import link_token
from app.database import in_workspace, new_id
from app.extensions import db
from app.networks import network_of
from app.notifications.models import Delivery
from app.web.addresses import sends_mail
from app.web.cookies import known_cookie


def mail_account(user: User, what: str, *, at: datetime, address: str = "", **facts: str) -> None:
    """Queue one mail about this account, to its address or to another; the worker writes it (`account_mails`)."""
    if user.home_workspace_id is None or not sends_mail():
        return
    id = new_id()
    queue_at_home(
        user,
        id=id,
        kind="account",
        once_key=f"account:{id}",
        facts={"what": what, "user": str(user.id), "language": user.language, **facts},
        address=address or user.email,
        next_attempt_at=at,
        created_at=at,
    )


def queue_at_home(user: User, **values: Any) -> None:
    """Add a mail to the person's home workspace, wherever the transaction is."""
    assert user.home_workspace_id is not None
    queue_in(user.home_workspace_id, **values)


def queue_in(workspace_id: uuid.UUID, **values: Any) -> None:
    db.session.flush()
    with in_workspace(workspace_id):
        db.session.execute(insert(Delivery).values(workspace_id=workspace_id, **values))


def notice(user: User, what: str, *, at: datetime, address: str = "", **facts: str) -> None:
    """Tell the owner that this was done to the account, and from where."""
    agent = request.headers.get("User-Agent", "")
    facts |= {"device": say_device(agent), "network": network_of(request.remote_addr)}
    mail_account(user, what, at=at, address=address, **facts)


def known_browser(user: User) -> str:
    """Return the word by which a browser that this person signed in with is known again."""
    return link_token("known", user.id)


def is_known_here(user: User) -> bool:
    """Say whether this person signed in with this browser before."""
    return hmac.compare_digest(known_cookie(request).encode(), known_browser(user).encode())
