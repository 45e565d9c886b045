"""The one list of periodic work. Each worker has a clock that asks; a lock in PostgreSQL lets one at a time do it."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import text

from app.attachments.tidying import draw_missing, tidy_files
from app.audit.keeping import forget_old_entries
from app.cleaning import delete_workspaces, empty_trash, forget_old_rows
from app.exports.tidying import resume_exports, tidy_exports
from app.extensions import db
from app.notifications.reminders import remind
from app.notifications.reminding import remind_as_set

log = structlog.get_logger("primo.schedule")


@dataclass(frozen=True, slots=True)
class Periodic:
    """Something done again and again: harmless twice, and caught up with after a pause."""

    run: Callable[[datetime], Any]
    every: timedelta
    why: str

    @property
    def name(self) -> str:
        return self.run.__name__


PERIODIC = (
    Periodic(remind_as_set, timedelta(seconds=3), "people are reminded at the moments they set themselves"),
    Periodic(remind, timedelta(seconds=15), "people are told of what is due soon or late within half a minute"),
    Periodic(forget_old_rows, timedelta(hours=1), "sessions, links and failures that have run out are of no use"),
    Periodic(forget_old_entries, timedelta(hours=6), "the audit log is kept for as long as the host says"),
    Periodic(delete_workspaces, timedelta(hours=1), "a deleted workspace can be brought back for 14 days, not longer"),
    Periodic(empty_trash, timedelta(hours=1), "the trash keeps things for 30 days and says so"),
    Periodic(tidy_files, timedelta(hours=1), "files that were deleted, or whose tasks were, go after a while"),
    Periodic(tidy_exports, timedelta(minutes=5), "an export can be fetched for a week, then nothing is left"),
    Periodic(resume_exports, timedelta(seconds=15), "an export whose worker died is made all the same"),
    Periodic(draw_missing, timedelta(minutes=2), "previews that the queue has lost are drawn all the same"),
)


class Schedule:
    """Which work is due when, for one clock."""

    def __init__(self, work: tuple[Periodic, ...] = PERIODIC) -> None:
        self.work = work
        self.next: dict[str, datetime] = {}

    def run_due(self, now: datetime) -> None:
        """Run what is due; a failure is logged and waits for the next turn, the others go on."""
        for one in self.work:
            if now >= self.next.get(one.name, now):
                self.next[one.name] = now + one.every
                try:
                    run_alone(one, now)
                except Exception:  # whatever it is, the clock must not stop
                    db.session.remove()
                    log.exception("periodic work failed", work=one.name)


def run_alone(one: Periodic, now: datetime) -> bool:
    """Run the work unless another clock is at it; the lock lives as long as this connection's transaction."""
    with db.engine.connect() as connection:
        connection.execute(text("set local idle_in_transaction_session_timeout = 0"))
        key = zlib.crc32(f"primo {one.name}".encode())
        if not connection.execute(text("select pg_try_advisory_xact_lock(:key)"), {"key": key}).scalar():
            return False
        try:
            one.run(now)
        finally:
            db.session.remove()
            connection.rollback()
    return True
