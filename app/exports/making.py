"""Making one export: a snapshot, an archive written straight into the store, a mail when it lies there."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

import obstore
import structlog
from sqlalchemy import Connection, delete

from app.accounts.models import User
from app.accounts.notices import mail_account
from app.activity.nudge import nudge
from app.attachments.store import remove_or_leave, store
from app.database import utcnow
from app.exports.archive import Archive, open_archive, path_of_export
from app.exports.models import AccountExport, WorkspaceExport
from app.exports.progress import Model, Progress, Superseded, change, put_back
from app.exports.rows import snapshot
from app.extensions import db

log = structlog.get_logger("primo.exports")


class Order(NamedTuple):
    """An export that this worker has taken: who gets it, what is written, and the page it can be fetched from."""

    model: Model
    id: uuid.UUID
    key: str
    attempts: int
    asker_id: uuid.UUID
    user_id: uuid.UUID
    place: str
    of: str
    write: Callable[[Archive, Connection, Progress], None]


def make(order: Order) -> None:
    """Write the archive and say so; whatever goes wrong, nothing half written stays and it is tried again."""
    progress = Progress(order.model, order.id, order.key)
    try:
        with snapshot() as connection, open_archive(order.key, utcnow(), progress.advance) as archive:
            order.write(archive, connection, progress)
        finish(order, utcnow())
    except Exception as error:
        db.session.rollback()
        remove_or_leave([path_of_export(order.key)])
        if not isinstance(error, Superseded):
            log.warning("export failed", attempt=order.attempts, exc_info=True)
            with suppress(Superseded):
                put_back(order.model, order.id, order.key, order.attempts, utcnow())


def finish(order: Order, at: datetime) -> None:
    """Let it be fetched, in the place of those this person asked for before."""
    size = obstore.head(store(), path_of_export(order.key))["size"]
    change(order.model, order.id, order.key, {"state": "ready", "ended_at": at, "size": size})
    former = forget(order.model, order.asker_id, but=order.id)
    mail_account(db.session.get_one(User, order.user_id), "export_ready", at=at, place=order.place, of=order.of)
    db.session.commit()
    nudge()
    remove_or_leave(former)


def forget(model: Model, asker_id: uuid.UUID, *, but: uuid.UUID | None) -> list[str]:
    """Delete what this person asked for, but for one; return where in the store there is something of it."""
    asker = WorkspaceExport.asked_by if model is WorkspaceExport else AccountExport.user_id
    rows = delete(model).where(asker == asker_id, model.id.is_distinct_from(but))
    keys = db.session.scalars(rows.returning(model.store_key).execution_options(synchronize_session=False))
    return [path_of_export(key) for key in keys if key]
