"""Setting reminders and taking them off: several for each person and task, each only its person's."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select

from app.activity.record import record
from app.database import new_id
from app.errors import Invalid, NotFound
from app.extensions import db
from app.tasks.models import Task
from app.tasks.reminding.models import Reminder
from app.tasks.reminding.scheduling import next_look
from app.translation.speaking import _
from app.words.reminders import Reminder as Moment
from app.workspaces.models import Membership
from app.workspaces.viewer import Viewer

MOST = 10
FURTHEST = 366
"""Days before; a year is long enough to forget why."""
KEPT = ("task_id", "membership_id", "kind", "minutes", "days", "on_day", "at_time", "zone")
"""What an event keeps of a reminder that is gone."""


def list_own(viewer: Viewer, task: Task) -> list[Reminder]:
    """Return the viewer's own reminders of a task, the first set first."""
    query = select(Reminder).where(Reminder.task_id == task.id, Reminder.membership_id == viewer.member_id)
    return list(db.session.scalars(query.order_by(Reminder.id)))


def get_own(viewer: Viewer, task: Task, id: uuid.UUID) -> Reminder:
    """Return one of the viewer's reminders of this task, or raise NotFound."""
    found = next((one for one in list_own(viewer, task) if one.id == id), None)
    if found is None:
        raise NotFound
    return found


def add_reminders(
    task: Task, moments: Iterable[Moment], *, by: Viewer, at: datetime, quietly: bool = False
) -> list[Reminder]:
    """Remind the viewer at these moments as well; one they have already is not set twice.

    `quietly` records nothing, for a task that is made in the same change.
    """
    own = [] if quietly else list_own(by, task)
    wanted = [one for one in dict.fromkeys(moments) if one not in {had.moment for had in own if had.kind != "none"}]
    if sum(had.kind != "none" for had in own) + len(wanted) > MOST:
        raise Invalid(
            {"reminders": [_("A task has at most {most} reminders for each person. Take one off first.", most=MOST)]}
        )
    if any(one.days > FURTHEST or one.minutes > FURTHEST * 1440 for one in wanted):
        raise Invalid({"reminders": ["Choose a moment at most a year before."]})
    for had in own if wanted else ():
        if had.kind == "none":
            delete_reminder(had, by=by)
    return [add(new_reminder(task, one, by, at), task, by, at, quietly=quietly) for one in wanted]


def have_none(task: Task, *, by: Viewer, at: datetime) -> None:
    """Take all the viewer's reminders of a task off, and the default ones too."""
    for had in list_own(by, task):
        delete_reminder(had, by=by)
    db.session.flush()
    none = new_reminder(task, Moment(), by, at)
    none.kind = "none"
    add(none, task, by, at)


def new_reminder(task: Task, moment: Moment, by: Viewer, at: datetime) -> Reminder:
    return Reminder(
        id=new_id(),
        workspace_id=task.workspace_id,
        task_id=task.id,
        membership_id=by.member_id,
        kind="day" if moment.day else moment.of,
        minutes=moment.minutes,
        days=moment.days,
        on_day=moment.day,
        at_time=moment.time,
        zone=by.zone.key if moment.day else None,
        created_at=at,
    )


def add(reminder: Reminder, task: Task, by: Viewer, at: datetime, *, quietly: bool = False) -> Reminder:
    reminder.member = db.session.get_one(Membership, {"workspace_id": task.workspace_id, "id": reminder.membership_id})
    if not quietly:
        record("reminder.created", reminder, by=by)
    reminder.next_at = next_look(reminder, task, at)
    db.session.add(reminder)
    return reminder


def delete_reminder(reminder: Reminder, *, by: Viewer) -> None:
    record("reminder.deleted", reminder, by=by, before={name: getattr(reminder, name) for name in KEPT})
    db.session.delete(reminder)


def bring_back_reminder(id: uuid.UUID, former: Mapping[str, Any], task: Task, *, by: Viewer, at: datetime) -> Reminder:
    """Set a reminder again as an event says it was."""
    made = Reminder(
        id=id,
        workspace_id=task.workspace_id,
        task_id=task.id,
        membership_id=uuid.UUID(former["membership_id"]),
        kind=former["kind"],
        minutes=former["minutes"],
        days=former["days"],
        on_day=date.fromisoformat(former["on_day"]) if former["on_day"] else None,
        at_time=time.fromisoformat(former["at_time"]) if former["at_time"] else None,
        zone=former["zone"],
        created_at=at,
    )
    return add(made, task, by, at)


def replace_reminders(task: Task, moments: Iterable[Moment], *, by: Viewer, at: datetime) -> None:
    """Make these the viewer's only reminders of the task."""
    wanted = list(dict.fromkeys(moments))
    for had in list_own(by, task):
        if had.kind == "none" or had.moment not in wanted:
            delete_reminder(had, by=by)
    db.session.flush()
    add_reminders(task, wanted, by=by, at=at)
