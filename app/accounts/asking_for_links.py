"""Asking at a door for a link by mail: one row, whoever the address belongs to; who it is, is looked up by the clock.

So the door does and says the same for everyone, and the mail leaves as every other one does (see `deliveries.py`).
"""

from __future__ import annotations

import uuid
from datetime import datetime

import structlog
from sqlalchemy import select

from app.accounts import links, resetting
from app.accounts.emails import email_key
from app.accounts.models import LinkRequest, User
from app.accounts.notices import queue_at_home
from app.database import new_id
from app.extensions import db

LIVES = {"reset": resetting.LIFE, "sign_in": links.LIVES["sign_in"]}
LONGEST = 254
BATCH = 500
log = structlog.get_logger("primo.mail")


def ask_for_link(purpose: str, email: str, *, at: datetime) -> None:
    """Note that somebody wants a link to `reset` the password or to `sign_in`; nobody is looked up."""
    key, ends = email_key(email)[:LONGEST], at + LIVES[purpose]
    db.session.add(LinkRequest(purpose=purpose, email_key=key, created_at=at, expires_at=ends))


def answer_requests(now: datetime) -> None:
    """Queue the mail that each request asked for; one that fails waits for the next round and holds up no other."""
    db.session.rollback()
    ids = db.session.scalars(select(LinkRequest.id).order_by(LinkRequest.id).limit(BATCH)).all()
    for id in ids:
        try:
            answer(id, now)
        except Exception:  # whatever it is, the others must go on
            log.exception("link request cannot be answered", request=str(id))
        finally:
            db.session.remove()


def answer(id: uuid.UUID, now: datetime) -> None:
    """Queue the mail and forget the request, both or neither; nobody is written to after the link's time."""
    request = db.session.scalar(select(LinkRequest).where(LinkRequest.id == id).with_for_update(skip_locked=True))
    if request is None:
        return
    with structlog.contextvars.bound_contextvars(request_id=request.request_id or new_id().hex):
        user = resetting.find_user(request.email_key) if request.expires_at > now else None
        if user is not None:
            mail_link_to(user, request.purpose, at=now)
        db.session.delete(request)
        db.session.commit()


def mail_link_to(user: User, purpose: str, *, at: datetime) -> None:
    if purpose == "reset":
        mail_reset(user, at=at)
    else:
        links.mail_link(user, purpose, at=at)


def mail_reset(user: User, *, at: datetime) -> None:
    """Queue the mail with the link; nothing happens for somebody who got several already."""
    if user.home_workspace_id is None or resetting.is_flooded(user, at=at):
        return
    reset = resetting.start_reset(user, at=at)
    queue_at_home(
        user,
        id=new_id(),
        kind="reset",
        once_key=f"reset:{reset.id}",
        reset_id=reset.id,
        address=user.email,
        next_attempt_at=at,
        created_at=at,
    )
