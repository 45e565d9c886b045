"""Today: what is late, what is due today, what has been done, and a few tasks that would fit in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from app.extensions import db, driver
from app.tasks.conditions import base_parameters
from app.tasks.days.mine import MINE, VISIBLE, Branch, Pile, late_until, read_piles
from app.tasks.expressions import DAY, OPEN
from app.tasks.matching_days import end_of
from app.tasks.models import Task
from app.tasks.rows import FROM, Row
from app.workspaces.directory import Directory
from app.workspaces.viewer import Viewer

MOST = 100
MOST_MOVED = 500
SUGGESTED = 5
SOON = timedelta(days=3)
LATE = f"{OPEN} and t.due_sort < %(today_ends)s and {DAY} < %(today)s"
BRANCHES = (
    Branch(
        f"case when {DAY} < %(today)s then 'late' else 'today' end",
        f"{OPEN} and t.due_sort < %(today_ends)s and {DAY} <= %(today)s",
    ),
    Branch(
        "'suggested'",
        f"{OPEN} and t.due_sort >= %(today_starts)s and t.due_sort < %(soon_ends)s"
        f" and {DAY} > %(today)s and {DAY} <= %(soon)s and (t.start_on is null or t.start_on <= %(today)s)",
        rank=f"case when {DAY} = %(tomorrow)s then 1 else 4 end",
    ),
    Branch(
        "'suggested'",
        "t.due_sort is null and (t.status = 'in_progress' or (t.status = 'pending' and t.priority = 4))"
        " and (t.start_on is null or t.start_on <= %(today)s)",
        rank="case when t.priority = 4 then 2 else 3 end",
    ),
    Branch(
        "'done'",
        "t.status = 'completed' and t.completed_at >= %(day_starts)s and t.completed_at < %(day_ends)s",
        rank="-extract(epoch from t.completed_at)",
    ),
)


@dataclass(frozen=True, slots=True)
class Today:
    """The viewer's day; `true_until` is when the next task becomes late."""

    day: date
    late: Pile
    due: Pile
    suggested: list[Row]
    done: Pile
    true_until: datetime | None

    @property
    def count(self) -> int:
        """How many tasks make this day: done or due."""
        return self.done.total + self.due.total

    @property
    def is_free(self) -> bool:
        return not (self.late.total or self.due.total)

    @property
    def first(self) -> Row | None:
        """The task to begin with: the most urgent, and of those the first."""
        rows = [row for row in (*self.due.rows, *self.late.rows) if row.is_open]
        return min(rows, key=lambda row: (-weight(row), row.status != "in_progress"), default=None)

    @property
    def timed(self) -> list[Row]:
        """What has a time today."""
        return [row for row in self.due.rows if row.due and row.due.time]


def weight(row: Row) -> int:
    return ("none", "low", "medium", "high", "urgent").index(row.priority)


def read_today(viewer: Viewer, directory: Directory, *, now: datetime) -> Today:
    """Return the viewer's day, in one statement."""
    parameters = day_parameters(viewer, now) | {"most": MOST}
    piles = read_piles(parameters, BRANCHES, directory)
    late, due, done = (piles.get(name, Pile()) for name in ("late", "today", "done"))
    suggested = piles.get("suggested", Pile()).rows[:SUGGESTED]
    ends = late_until(viewer, [*due.rows, *suggested], now)
    return Today(parameters["today"], late, due, suggested, done, ends)


def day_parameters(viewer: Viewer, now: datetime) -> dict[str, Any]:
    parameters = base_parameters(viewer, now)
    today: date = parameters["today"]
    starts, ends = (datetime.combine(day, time(), viewer.zone).astimezone(UTC) for day in (today, today + timedelta(1)))
    return parameters | {
        "tomorrow": today + timedelta(days=1),
        "soon": today + SOON,
        "today_starts": ends - timedelta(days=2),
        "today_ends": end_of(today),
        "soon_ends": end_of(today + SOON),
        "day_starts": starts,
        "day_ends": ends,
    }


def list_late(viewer: Viewer, *, now: datetime) -> list[Task]:
    """Return the viewer's tasks of earlier days that are open, locked until commit, the oldest first."""
    statement = f"select t.id {FROM} where {VISIBLE} and {MINE} and {LATE} order by t.due_sort, t.id limit {MOST_MOVED}"
    ids = [id for (id,) in driver().execute(statement, day_parameters(viewer, now))]
    locked = select(Task).where(Task.id.in_(ids)).order_by(Task.id).with_for_update(of=Task, key_share=True)
    return [task for task in db.session.scalars(locked) if task.is_open and task.due is not None]
