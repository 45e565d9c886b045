"""Due soon, late, and default reminders, told at the right instant of each receiver's day, once per due value.

Due soon is 24 hours before a timed task and 09:00 of the day before any other; late is what the receiver's pages call
late. Both instants are computed from the wall clock of the zone they hold in, so a change of clocks moves them along.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select, text

from app.dates import Due
from app.extensions import db
from app.notifications.concerned import can_see, is_responsible
from app.notifications.preferences import read_wishes
from app.notifications.telling import tell
from app.projects.visibility import seen
from app.reminders.defaults import keys_passed
from app.sweeping import inside, workspaces_with
from app.tasks.models import Task
from app.workspaces.models import Membership
from app.zones import zone_info

AHEAD = timedelta(hours=24)
MORNING = time(9)
# `due_sort` is a day's end in UTC; the easternmost day before that day begins 62 hours earlier.
FURTHEST = timedelta(hours=63)
OLDEST = timedelta(days=7)

CANDIDATES = text(f"""
select t.id, m.id, u.time_zone, t.created_at,
       case when not exists (select from reminders r where r.workspace_id = t.workspace_id and r.task_id = t.id
                                and r.membership_id = m.id) then u.default_reminders end,
       t.due_on, t.due_time, t.due_at, t.due_tz,
       array(select n.kind || ' ' || n.once_key from notifications n
              where n.workspace_id = t.workspace_id and n.membership_id = m.id and n.task_id = t.id
                and n.kind in ('due_soon', 'overdue', 'reminder'))
  from tasks t
  join projects p on p.workspace_id = t.workspace_id and p.id = t.project_id
   and p.trashed_at is null and p.archived_at is null
  left join task_assignees ta on ta.workspace_id = t.workspace_id and ta.task_id = t.id
  join memberships m on m.workspace_id = t.workspace_id and m.id = coalesce(ta.membership_id, t.created_by)
   and m.removed_at is null and {seen(me="m.id", workspace=":workspace_id")}
  join users u on u.id = m.user_id and u.disabled_at is null
 where t.workspace_id = :workspace_id and t.trashed_at is null and t.status in ('pending', 'in_progress')
   and t.due_sort between :since and :until
 order by t.due_sort, t.id""")  # noqa: S608 - ours


class Reminder(NamedTuple):
    """One person to be told that one task is due soon or late, or what they have as a default reminder."""

    task_id: uuid.UUID
    member_id: uuid.UUID
    kind: str
    due: Due
    once: str


def due_soon_at(due: Due, zone: ZoneInfo) -> datetime:
    """Return the instant from which a task is due soon for someone in `zone` (UTC)."""
    if due.at is not None:
        return due.at - AHEAD
    return Due(due.date - timedelta(days=1), MORNING).latest(zone)


def kind_at(due: Due, zone: ZoneInfo, now: datetime) -> str | None:
    """Return what someone in `zone` is to be told of this due date by now, if anything."""
    if due.latest(zone) <= now:
        return "overdue"
    return "due_soon" if due_soon_at(due, zone) <= now else None


def remind(now: datetime) -> int:
    """Tell everyone what became due soon or late; return how many were told."""
    window = {"since": now - OLDEST, "until": now + FURTHEST}
    return sum(remind_workspace(id, now) for id in workspaces_with("dates", **window))


def remind_workspace(workspace_id: uuid.UUID, now: datetime) -> int:
    with inside(workspace_id):
        due = list(list_due(workspace_id, now))
    return sum(tell_one(workspace_id, reminder, now) for reminder in due)


def list_due(workspace_id: uuid.UUID, now: datetime) -> Iterator[Reminder]:
    """Yield the reminders that are due and not yet told, the oldest first."""
    rows = db.session.execute(
        CANDIDATES, {"workspace_id": workspace_id, "since": now - OLDEST, "until": now + FURTHEST}
    )
    for task_id, member_id, zone, created_at, defaults, *columns, told in rows:
        due = Due.from_columns(*columns)
        if due is None:
            continue
        kind = kind_at(due, zone_info(zone), now)
        if kind and f"{kind} {due.key}" not in told:
            yield Reminder(task_id, member_id, kind, due, due.key)
        for once in keys_passed(defaults, due, zone, created_at, now):
            if f"reminder {once}" not in told:
                yield Reminder(task_id, member_id, "reminder", due, once)


def tell_one(workspace_id: uuid.UUID, reminder: Reminder, now: datetime) -> bool:
    """Tell one person in a transaction of its own, unless the task changed while we looked."""
    with inside(workspace_id):
        task = db.session.scalar(
            select(Task).where(Task.id == reminder.task_id).with_for_update(read=True, key_share=True, of=Task)
        )
        member = db.session.scalar(select(Membership).where(Membership.id == reminder.member_id))
        if (
            task is None
            or member is None
            or not (task.is_open and task.due == reminder.due and can_see(member, task))
            or not is_responsible(member.id, task)
        ):
            return False
        wish = read_wishes([member.id], reminder.kind)[member.id]
        told = tell(member, reminder.kind, about=task.id, once=reminder.once, wish=wish, at=now)
        db.session.commit()
        return told
