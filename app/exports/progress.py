"""Who makes an export, how far they are, and how it ended: told in transactions of their own, beside the snapshot."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import or_, select, update

from app.database import utcnow
from app.exports.models import AccountExport, WorkspaceExport
from app.extensions import db

LEASE = timedelta(seconds=60)
AGAIN = timedelta(seconds=30)
MOST_ATTEMPTS = 3
TOLD_EVERY = 1.0  # seconds
Export = WorkspaceExport | AccountExport
Model = type[WorkspaceExport] | type[AccountExport]


class Superseded(Exception):
    """Somebody else makes this export, or it is gone."""


def take(model: Model, id: uuid.UUID, key: str, now: datetime) -> Export | None:
    """Return the export, leased to whoever writes under `key`; None where it has ended or somebody else is at it."""
    query = (
        update(model)
        .where(
            model.id == id,
            model.ended_at.is_(None),
            or_(model.state == "waiting", model.lease_until <= now),
            model.attempts < MOST_ATTEMPTS,
        )
        .values(state="running", attempts=model.attempts + 1, lease_until=now + LEASE, store_key=key, done=0)
        .returning(model.id)
        .execution_options(synchronize_session=False)
    )
    taken = db.session.execute(query).scalar()
    db.session.commit()
    return cast("Export | None", db.session.scalar(select(model).where(model.id == taken)) if taken else None)


class Progress:
    """How far one worker is with one export; it says so about once a second, and so keeps its lease."""

    def __init__(self, model: Model, id: uuid.UUID, key: str) -> None:
        self.model, self.id, self.key = model, id, key
        self.done = 0
        self.told = 0.0

    def begin(self, total: int) -> None:
        self.tell({"total": total, "done": 0})

    def advance(self, units: int) -> None:
        self.done += units
        if time.monotonic() - self.told >= TOLD_EVERY:
            self.tell({"done": self.done})

    def tell(self, values: Mapping[str, Any]) -> None:
        change(self.model, self.id, self.key, {"lease_until": utcnow() + LEASE, **values})
        db.session.commit()
        self.told = time.monotonic()


def change(model: Model, id: uuid.UUID, key: str, values: Mapping[str, Any]) -> None:
    """Set these columns while the export is still ours; Superseded where it is not. The caller commits."""
    query = update(model).where(model.id == id, model.store_key == key, model.ended_at.is_(None)).values(**values)
    ours = db.session.execute(query.returning(model.id).execution_options(synchronize_session=False)).scalar()
    if ours is None:
        db.session.rollback()
        raise Superseded


def put_back(model: Model, id: uuid.UUID, key: str, attempts: int, now: datetime) -> None:
    """Let it be tried again soon, or end it after the last attempt."""
    if attempts < MOST_ATTEMPTS:
        change(model, id, key, {"state": "waiting", "lease_until": now + AGAIN})
    else:
        change(model, id, key, {"state": "failed", "ended_at": now})
    db.session.commit()
