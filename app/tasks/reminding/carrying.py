"""Reminders that go along from one task to another: to its next occurrence, or to a copy."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select

from app.database import new_id
from app.extensions import db
from app.tasks.models import Task
from app.tasks.reminding.models import Reminder
from app.tasks.reminding.scheduling import next_look
from app.workspaces.viewer import Viewer
from app.zones import zone_info


def reminders_of(tasks: Sequence[Task]) -> Select[Reminder]:
    """Return what reads the reminders of all these tasks."""
    return select(Reminder).where(Reminder.task_id.in_([task.id for task in tasks])).order_by(Reminder.id)


def carry_reminders(
    from_task: Task, to_task: Task, *, of: Viewer | None = None, found: list[Reminder] | None = None
) -> None:
    """Give `to_task`, which is new, the reminders of `from_task` of this person or everybody, without own events.

    Those on a day of their own move by as many days as the due date; without both dates they stay behind.
    """
    query = reminders_of([from_task])
    query = query.where(Reminder.membership_id == of.member_id) if of else query
    for old in db.session.scalars(query) if found is None else found:
        day = old.on_day
        if day is not None:
            if from_task.due is None or to_task.due is None:
                continue
            here = zone_info(old.zone or "UTC")
            day += to_task.due.day_in(here) - from_task.due.day_in(here)
        new = Reminder(
            id=new_id(),
            workspace_id=to_task.workspace_id,
            task_id=to_task.id,
            membership_id=old.membership_id,
            kind=old.kind,
            minutes=old.minutes,
            days=old.days,
            on_day=day,
            at_time=old.at_time,
            zone=old.zone,
            created_at=to_task.created_at,
            member=old.member,
        )
        new.next_at = next_look(new, to_task, to_task.created_at)
        db.session.add(new)
