"""The reminders people set themselves: told once at their moment, each in a transaction of its own.

The clock finds them by an index on when it looks next. A moment that is not there yet is looked at again then; a task
that is done, in the trash or out of sight tells nothing.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from sqlalchemy import select

from app.activity.models import Event
from app.activity.relay import Subscriber
from app.extensions import db
from app.notifications.concerned import can_see
from app.notifications.preferences import read_wishes
from app.notifications.telling import tell
from app.sweeping import inside, workspaces_with
from app.tasks.models import Task
from app.tasks.reminding.models import Reminder
from app.tasks.reminding.scheduling import look_at, once_key, reschedule, when

BATCH = 500
OLDEST = timedelta(days=7)
"""After a longer pause of the clock a reminder is of no use."""


def remind_as_set(now: datetime) -> int:
    """Tell everyone what they wanted to be reminded of by now; return how many were told."""
    return sum(remind_in(id, now) for id in workspaces_with("reminders", until=now))


def remind_in(workspace_id: uuid.UUID, now: datetime) -> int:
    with inside(workspace_id):
        due = select(Reminder.id).where(Reminder.next_at <= now).order_by(Reminder.next_at).limit(BATCH)
        ids = list(db.session.scalars(due))
    return sum(remind_of(workspace_id, id, now) for id in ids)


def remind_of(workspace_id: uuid.UUID, id: uuid.UUID, now: datetime) -> bool:
    """Tell of one reminder and note that its moment is over, together, unless somebody else is at it."""
    with inside(workspace_id):
        mine = select(Reminder).where(Reminder.id == id, Reminder.next_at <= now)
        reminder = db.session.scalar(mine.with_for_update(skip_locked=True, of=Reminder))
        if reminder is None:
            return False
        lock = select(Task).where(Task.id == reminder.task_id).with_for_update(read=True, key_share=True, of=Task)
        task = db.session.scalars(lock).one()
        instant = when(reminder, task)
        is_over = instant is None or instant <= now
        look_at(workspace_id, id, None if is_over else instant)
        told = False
        if instant is not None and now - OLDEST < instant <= now and is_wanted(reminder, task):
            wish = read_wishes([reminder.membership_id], "reminder")[reminder.membership_id]
            told = tell(reminder.member, "reminder", about=task.id, once=once_key(reminder, task), wish=wish, at=now)
        db.session.commit()
        return told


def is_wanted(reminder: Reminder, task: Task) -> bool:
    return task.is_open and task.project.archived_at is None and can_see(reminder.member, task)


def wants(event: Event) -> bool:
    return event.kind == "task.changed" and bool({"due", "start_on"} & (event.after or {}).keys())


def hear(event: Event, _at: datetime) -> None:
    reschedule(event.subject_id, event.at)


RESCHEDULER = Subscriber(wants, hear)
