"""Whose tasks Today and Upcoming show: what is assigned to the viewer, and what they wrote down that nobody has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.extensions import driver
from app.projects.visibility import seen
from app.tasks.expressions import DAY, NOBODY
from app.tasks.rows import COLUMNS, FROM, Row, row_from
from app.workspaces.directory import Directory
from app.workspaces.viewer import Viewer

MINE = f"""(exists (select from task_assignees ta where ta.workspace_id = %(workspace)s and ta.task_id = t.id
      and ta.membership_id = %(me)s)
  or ((t.created_by = %(me)s or p.inbox_of = %(me)s) and {NOBODY}))"""
VISIBLE = f"""t.workspace_id = %(workspace)s and p.workspace_id = %(workspace)s and t.trashed_at is null
  and p.trashed_at is null and p.archived_at is null and {seen()}"""
CLOCK = "coalesce(t.due_time, (t.due_at at time zone %(zone)s)::time)"
"""The time of day at which a task is due, as the viewer's clock shows it; null for all-day tasks."""


@dataclass(slots=True)
class Pile:
    """The first tasks that belong together, and how many there are."""

    rows: list[Row] = field(default_factory=list)
    total: int = 0

    @property
    def unseen(self) -> int:
        return self.total - len(self.rows)


@dataclass(frozen=True, slots=True)
class Branch:
    """Some of the viewer's tasks: the SQL that names the pile of each, where it stands in it, and which they are."""

    name: str
    where: str
    rank: str = "0"

    def sql(self) -> str:
        return (
            f"select t.id, ({self.name})::text as name, ({self.rank})::float8 as rank, {DAY} as day, {CLOCK} as clock,"
            f" t.priority, p.order_key as project_place, t.order_key as place {FROM}"
            f" where {VISIBLE} and {MINE} and {self.where}"
        )


def read_piles(parameters: dict[str, Any], branches: Sequence[Branch], directory: Directory) -> dict[str, Pile]:
    """Return the viewer's tasks in these branches by pile, `most` of each, in one statement.

    In a pile the timed come in their order, then those of all day, the more urgent first.
    """
    together = " union all ".join(branch.sql() for branch in branches)
    order = "c.rank, c.day, c.clock nulls last, c.priority desc, c.project_place, c.place"
    ranked = (
        "select c.id, c.name, count(*) over (partition by c.name) as total,"  # noqa: S608 - ours
        f" row_number() over (partition by c.name order by {order}) as position from ({together}) c"
    )
    statement = (
        f"select r.name, r.total, {COLUMNS} from ({ranked}) r"  # noqa: S608 - ours
        " join tasks t on t.workspace_id = %(workspace)s and t.id = r.id"
        " join projects p on p.workspace_id = %(workspace)s and p.id = t.project_id"
        " where r.position <= %(most)s order by r.name, r.position"
    )
    piles: dict[str, Pile] = {}
    for name, total, *columns in driver().execute(statement, parameters):
        pile = piles.setdefault(name, Pile())
        pile.total = total
        pile.rows.append(row_from(columns, directory))
    return piles


def late_until(viewer: Viewer, rows: Iterable[Row], now: datetime) -> datetime | None:
    """Return the instant at which the next of these becomes late."""
    ends = (row.due.latest(viewer.zone) for row in rows if row.due and row.is_open)
    return min((end for end in ends if end > now), default=None)
