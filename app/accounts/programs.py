"""Tokens that people make by hand for their programs: named, to read or to read and write, for a time."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete

from app.accounts.models import Session, User
from app.accounts.notices import notice
from app.accounts.sessions import start_session
from app.errors import Invalid
from app.extensions import db
from app.texts import read_name

NAME_LIMIT = 60
RIGHTS = ("read", "write")
TWICE = timedelta(seconds=5)
LASTS = {"month": timedelta(days=30), "quarter": timedelta(days=90), "year": timedelta(days=365)}


def create_token(user: User, name: str, *, rights: str, lasts: str, has_factor: bool, at: datetime) -> str:
    """Return the secret of a new token, which is shown once, or raise Invalid; its owner is told by mail."""
    clean, errors = "", dict[str, list[str]]()
    try:
        clean = read_name(name, NAME_LIMIT, missing="Say what the token is for.")
    except Invalid as fault:
        errors |= fault.errors
    if rights not in RIGHTS:
        errors["rights"] = ["Choose one of the two."]
    if lasts not in LASTS:
        errors["lasts"] = ["Choose one of the list."]
    if errors:
        raise Invalid(errors)
    life = LASTS[lasts]
    take_back_the_first(user, clean, rights, at)
    token = start_session(user, kind="token", rights=rights, name=clean, life=life, has_factor=has_factor, at=at)[0]
    notice(user, "token_made", at=at, token=clean)
    return token


def take_back_the_first(user: User, name: str, rights: str, at: datetime) -> None:
    """End the token that a button made which was pressed twice: nobody has seen it."""
    db.session.refresh(user, with_for_update=True)
    first = delete(Session).where(Session.user_id == user.id, Session.kind == "token", Session.name == name)
    db.session.execute(first.where(Session.rights == rights, Session.created_at > at - TWICE))
