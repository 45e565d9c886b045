"""Which sessions were begun with two factors, as workspaces may ask for."""

from __future__ import annotations

import uuid

from sqlalchemy import exists, select, update

from app.accounts.models import SecondFactor, Session, User
from app.accounts.ways import Passkey
from app.extensions import db


def has_any_factor(user: User) -> bool:
    """Say whether this person could give a second factor: an app's code or a passkey."""
    app = exists().where(SecondFactor.user_id == user.id, SecondFactor.confirmed_at.is_not(None))
    return bool(db.session.scalar(select(app | exists().where(Passkey.user_id == user.id))))


def note_factor(session_id: uuid.UUID) -> None:
    """Note that the person has shown a second factor in this session."""
    db.session.execute(update(Session).where(Session.id == session_id).values(has_factor=True))


def forget_factor(user: User) -> None:
    """Let no session of this person count as begun with two factors once they have no second one."""
    if not has_any_factor(user):
        db.session.execute(update(Session).where(Session.user_id == user.id).values(has_factor=False))
