"""Another day for a task, and nothing else of its due date: a time stays a time, a zone stays that zone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.dates import Due
from app.tasks.editing import edit_task
from app.tasks.models import Task
from app.workspaces.viewer import Viewer


def move_to_day(
    task: Task,
    day: date | None,
    *,
    by: Viewer,
    at: datetime,
    base: int | None = None,
    settled: dict[str, int] | None = None,
) -> None:
    """Make the task due on that day of the viewer's, or on none; one event, or none where it is due then already.

    A task with a start keeps its length.
    `base` is the version the page showed: a due date that someone else changed since raises Conflict with both.
    """
    due = moved(task.due, day, by.zone) if day else None
    changes: dict[str, Any] = {"due": due}
    if due and task.due and task.start_on:
        changes["start_on"] = task.start_on + (due.date - task.due.date)
    edit_task(task, changes, by=by, at=at, base=base, settled=settled)


def move_all_to_day(tasks: Iterable[Task], day: date, *, by: Viewer, at: datetime) -> None:
    """Make all of them due on that day, as one change."""
    for task in tasks:
        move_to_day(task, day, by=by, at=at)


def moved(due: Due | None, day: date, zone: ZoneInfo) -> Due:
    """Return the same due date on another day, as someone in `zone` sees it; without one, all of that day.

    Where clocks change, the time in a zone elsewhere may not come on a day here: then it keeps the time seen here.
    """
    if due is None:
        return Due(day)
    if due.at is None:
        return replace(due, date=day)
    step = day - due.day_in(zone)
    for aside in (0, 1, -1):
        other = replace(due, date=due.date + step + timedelta(days=aside))
        if other.day_in(zone) == day:
            return other
    here = datetime.combine(day, due.at.astimezone(zone).time(), zone)
    wall = here.astimezone(ZoneInfo(due.zone or "UTC"))
    return Due(wall.date(), wall.time().replace(tzinfo=None, fold=0), due.zone)
