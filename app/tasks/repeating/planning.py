"""The next occurrence of a task that repeats: made when the one before is done, in the same change.

The repeat itself goes over to the next one. So there is exactly one, however often and by whomever a task is
completed, and undoing the completion brings the repeat back with everything else.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from app.dates import Due
from app.repeats.kept import Kept
from app.tasks.creating import create_task, key_behind, values_of
from app.tasks.reminding.carrying import carry_reminders
from app.workspaces.viewer import Viewer

if TYPE_CHECKING:
    from app.activity.record import Actor
    from app.tasks.models import Task
    from app.tasks.reminding.models import Reminder


class Next(NamedTuple):
    """When a task comes again, and the repeat it has then."""

    due: Due
    repeat: Kept


def take_next(task: Task, at: datetime) -> Next | None:
    """Take the repeat off a task that is being completed, and return what comes after it.

    The last one keeps its repeat, and so does one in an archived project or under a task that is closed.
    """
    kept = task.repeats
    if kept is None or task.project.archived_at is not None:
        return None
    if task.parent_id and task.parent and not task.parent.is_open:
        return None
    found = kept.following(task.due, at)
    if found is None:
        return None
    task.repeat = None
    return Next(*found)


class Place(NamedTuple):
    """What the next occurrence of one of many tasks would otherwise be asked for by itself."""

    number: int
    order_key: str
    reminders: list[Reminder]


def plan_next(task: Task, coming: Next, *, by: Actor, at: datetime, place: Place | None = None) -> Task:
    """Make the next occurrence of a task, right behind it and with everything that was said of it.

    One with a `place` is one of many, whose words are stored together (see many.py).
    """
    shift = coming.due.date - task.due.date if task.due else timedelta()
    moved = {"due": coming.due, "repeat": coming.repeat, "series_id": task.series_id or task.id}
    values = shifted(task, shift) | moved
    planned = create_task(
        task.project,
        values,
        by=cast(Viewer, by),
        at=at,
        parent=task.parent if task.parent_id else None,
        order_key=place.order_key if place else key_behind(task),
        number=place.number if place else None,
        index=place is None,
    )
    carry_reminders(task, planned, found=place.reminders if place else None)
    if coming.repeat.with_subtasks:
        carry_subtasks(task, planned, shift, by=by, at=at)
    return planned


def carry_subtasks(task: Task, planned: Task, shift: timedelta, *, by: Actor, at: datetime) -> None:
    """Give the next occurrence the subtasks again, open, however deep."""
    for child in task.children:
        if child.trashed_at is None and child.status != "cancelled":
            copy = create_task(task.project, shifted(child, shift), by=cast(Viewer, by), at=at, parent=planned)
            carry_reminders(child, copy)
            carry_subtasks(child, copy, shift, by=by, at=at)


def shifted(task: Task, shift: timedelta) -> dict[str, Any]:
    """Return the values of a copy whose dates are that much later."""
    values = values_of(task) | {"created_by": task.created_by, "follows": task.id}
    if task.due:
        values["due"] = replace(task.due, date=task.due.date + shift)
    if task.start_on:
        values["start_on"] = task.start_on + shift
    return values
