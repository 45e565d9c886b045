"""How long ago somebody showed here who they are, which a change of the ways in asks for."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from sqlalchemy import update

from app.accounts.models import Session
from app.extensions import db
from app.workspaces.viewer import Account

LASTS = timedelta(minutes=10)


def has_proved(account: Account, *, at: datetime, within: timedelta = LASTS) -> bool:
    """Say whether this person signed in here, or showed again who they are, within the last ten minutes."""
    return account.proved_at > at - within


def note_proof(session_id: uuid.UUID, *, at: datetime) -> None:
    db.session.execute(update(Session).where(Session.id == session_id).values(proved_at=at))
