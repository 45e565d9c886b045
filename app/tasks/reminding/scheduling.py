"""When the clock looks at a reminder next: kept up when a date moves or a person's zone changes."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from app.database import in_workspace
from app.extensions import db
from app.reminders.moments import basis_of, instant_of
from app.tasks.models import Task
from app.tasks.reminding.models import Reminder
from app.workspaces.models import Membership
from app.zones import zone_info

ALL_ZONES = timedelta(hours=26)
"""No two clocks are further apart."""
TABLE: Any = Reminder.__table__


def when(reminder: Reminder, task: Task) -> datetime | None:
    """Return the reminder's instant, as its person's clock and the task are now."""
    if reminder.kind == "none":
        return None
    here = zone_info(reminder.member.user.time_zone)
    return instant_of(reminder.moment, task.due, task.start_on, here, zone=reminder.zone)


def once_key(reminder: Reminder, task: Task) -> str:
    """Return what makes it happen once: the reminder, and the date it counts from as people set it."""
    return f"{reminder.id.hex} {basis_of(reminder.moment, task.due, task.start_on)}"


def next_look(reminder: Reminder, task: Task, after: datetime) -> datetime | None:
    """Return its instant if that is still to come; what had passed when it was set is not told."""
    instant = when(reminder, task)
    return instant if instant is not None and instant > after else None


def reschedule(task_id: uuid.UUID, after: datetime) -> None:
    """Let the clock look anew at all reminders of a task whose dates have changed."""
    task = db.session.scalar(select(Task).where(Task.id == task_id))
    if task is None:
        return
    for reminder in db.session.scalars(select(Reminder).where(Reminder.task_id == task_id)):
        look_at(reminder.workspace_id, reminder.id, next_look(reminder, task, after))


def look_at(workspace_id: uuid.UUID, id: uuid.UUID, at: datetime | None) -> None:
    """Set when the clock looks at a reminder; no page shows it, so that none becomes stale."""
    db.session.execute(update(TABLE).where(TABLE.c.workspace_id == workspace_id, TABLE.c.id == id).values(next_at=at))


def look_early(user_id: uuid.UUID, workspace_id: uuid.UUID) -> None:
    """Look at a person's reminders before any zone could have them due: their clock has changed."""
    mine = select(Membership.id).where(Membership.user_id == user_id, Membership.workspace_id == workspace_id)
    earlier = (
        update(TABLE)
        .where(TABLE.c.workspace_id == workspace_id, TABLE.c.membership_id.in_(mine), TABLE.c.next_at.is_not(None))
        .values(next_at=TABLE.c.next_at - ALL_ZONES)
    )
    with in_workspace(workspace_id):
        db.session.execute(earlier)
