"""Who may make an account: the host says so by SIGN_UP and SIGN_UP_DOMAINS; the first one here always may."""

from __future__ import annotations

from typing import Literal

from flask import current_app
from sqlalchemy import exists, select, text

from app.accounts.models import User
from app.errors import Forbidden, Invalid
from app.extensions import db

Way = Literal["door", "invitation", "host"]
CLOSED = "This Primo takes no new accounts. If you have one, sign in."
BY_INVITATION = "New accounts are by invitation here. Ask someone who uses this Primo to invite you."
ELSEWHERE = "Accounts here are for other mail addresses. Use the one of your team, or ask to be invited."
FIRST = text("select pg_advisory_xact_lock(hashtext('primo.first-account'))")


def check_door(email: str, way: Way = "door") -> bool:
    """Say whether this account will be the first and look after the instance; Forbidden or Invalid if it may not be.

    It never looks whether the address is known, so that a closed door answers everyone the same. Of two who come first
    at the same instant, one waits for the other.
    """
    if way == "host":
        return is_first()
    if is_first():
        return True
    refusal = why_closed(way)
    if refusal:
        raise Forbidden(refusal)
    domains = current_app.config["SETTINGS"].sign_up_domains.split()
    if way == "door" and domains and email.rpartition("@")[2].lower() not in domains:
        raise Invalid({"email": [ELSEWHERE]})
    return False


def why_closed(way: Way = "door") -> str:
    """Return why nobody can make an account this way, or an empty string."""
    mode = current_app.config["SETTINGS"].sign_up
    if mode == "closed":
        return CLOSED
    return BY_INVITATION if mode == "invited" and way == "door" else ""


def is_empty() -> bool:
    """Say whether nobody has an account here yet."""
    return not db.session.scalar(select(exists().where(User.id.is_not(None))))


def is_first() -> bool:
    """Say the same once whoever else is making the first account has finished."""
    if not is_empty():
        return False
    db.session.execute(FIRST)
    return is_empty()
