"""What the calendar shows of each day: the first entries and their counts, in one statement over the days shown."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from app.extensions import driver
from app.tasks.conditions import base_parameters, conditions
from app.tasks.dates import Due, read_due
from app.tasks.days.coming import Coming, read_coming
from app.tasks.days.mine import CLOCK
from app.tasks.expressions import DAY, OPEN
from app.tasks.fields import PRIORITIES
from app.tasks.filters import Filters
from app.tasks.matching_days import end_of, start_of
from app.tasks.places import Place
from app.tasks.rows import FROM
from app.workspaces.viewer import Viewer

MOST = 200
UNDATED = 8
SHOWN = ("pending", "in_progress", "completed")
COLUMNS = """t.id, p.key, t.number, t.title, t.status, t.priority, t.due_on, t.due_time, t.due_at, t.due_tz,
  t.start_on, t.version, p.name, p.hue"""

FORMER = """select t.due_on, t.due_time, t.due_at, t.due_tz, e.before -> 'due',
  t.repeat is not null or coalesce(e.before ->> 'repeat', '') <> ''
  from tasks t left join lateral (select before from events where workspace_id = %(workspace)s and task_id = t.id
    order by seq desc, id desc limit 1) e on true
  where t.workspace_id = %(workspace)s and t.id = any(%(ids)s)"""


class Entry(NamedTuple):
    """One task on its day."""

    id: uuid.UUID
    ref: str
    title: str
    status: str
    priority: str
    due: Due | None
    start_on: date | None
    version: int
    project_name: str
    hue: str

    @property
    def is_open(self) -> bool:
        return self.status in ("pending", "in_progress")


@dataclass(slots=True)
class CalendarDay:
    """What is shown of a day, and how much there is: open and done tasks, all and done."""

    entries: list[Entry] = field(default_factory=list)
    total: int = 0
    done: int = 0
    coming: list[Coming] = field(default_factory=list)
    later: int = 0
    """How many more will come that are not shown."""

    @property
    def unseen(self) -> int:
        return self.total - len(self.entries) + self.later


@dataclass(frozen=True, slots=True)
class Window:
    """Which days are read: `whole` ones with all their entries, others with the first `most`; perhaps the undated."""

    days: Sequence[date]
    most: int
    whole: Sequence[date] = ()
    undated: bool = False


def read_entries(
    viewer: Viewer, place: Place, filters: Filters, window: Window, *, now: datetime
) -> dict[date | None, CalendarDay]:
    """Return the days of the window, those without a task too; the undated tasks stand under None.

    The open come first, those of all day before the timed; what is done stands below.
    """
    filters = replace(filters, otherwise=SHOWN)
    parameters = base_parameters(viewer, now) | window_parameters(window)
    search, where = conditions(
        viewer, filters, project_id=place.project_id, parameters=parameters, is_mine=place.is_mine
    )
    dated = f"(t.due_sort >= %(starts)s and t.due_sort < %(ends)s and {DAY} = any(%(days)s))"
    where.append(f"({dated} or (t.due_sort is null and {OPEN}))" if window.undated else dated)
    found: dict[date | None, CalendarDay] = {day: CalendarDay() for day in window.days}
    if window.undated:
        found[None] = CalendarDay()
    for day, total, done, *columns in driver().execute(statement(search, where), parameters):
        found[day].total, found[day].done = total, done
        found[day].entries.append(entry_from(columns))
    for coming_on, those in read_coming(viewer, place, filters, window.days, now=now).items():
        add_coming(found[coming_on], those, MOST if coming_on in window.whole else window.most)
    return found


def add_coming(day: CalendarDay, those: list[Coming], most: int) -> None:
    """Show what is to come below what is there, as far as there is room."""
    room = max(0, most - len(day.entries))
    day.coming, day.later = those[:room], len(those[room:])


def window_parameters(window: Window) -> dict[str, Any]:
    days = list(window.days)
    return {
        "days": days,
        "whole": list(window.whole),
        "most": window.most,
        "all": MOST,
        "undated": UNDATED,
        "starts": start_of(min(days, default=date.max - timedelta(days=1))),
        "ends": end_of(max(days, default=date.min + timedelta(days=1))),
    }


def statement(search: str, where: list[str]) -> str:
    """Return the statement that ranks the tasks of each day and reads the first of them."""
    order = "c.status = 'completed', c.clock nulls first, c.priority desc, c.project_place, c.place"
    chosen = (
        f"select t.id, {DAY} as day, {CLOCK} as clock, t.status, t.priority, p.order_key as project_place,"
        f" t.order_key as place {FROM} where {' and '.join(where)}"
    )
    ranked = (
        "select c.id, c.day, count(*) over (partition by c.day) as total,"  # noqa: S608 - ours
        " count(*) filter (where c.status = 'completed') over (partition by c.day) as done,"
        f" row_number() over (partition by c.day order by {order}) as position from ({chosen}) c"
    )
    return (
        f"{search}select e.day, e.total, e.done, {COLUMNS} from ({ranked}) e"  # noqa: S608 - ours
        " join tasks t on t.workspace_id = %(workspace)s and t.id = e.id"
        " join projects p on p.workspace_id = %(workspace)s and p.id = t.project_id"
        " where e.position <= case when e.day is null then %(undated)s"
        " when e.day = any(%(whole)s::date[]) then %(all)s else %(most)s end"
        " order by e.day, e.position"
    )


def entry_from(columns: Sequence[Any]) -> Entry:
    id, key, number, title, status, priority, due_on, due_time, due_at, due_tz, *rest = columns
    due = Due.from_columns(due_on, due_time, due_at, due_tz)
    start_on, version, project_name, hue = rest
    return Entry(id, f"{key}-{number}", title, status, PRIORITIES[priority], due, start_on, version, project_name, hue)


def days_of(viewer: Viewer, ids: Sequence[uuid.UUID]) -> set[date] | None:
    """Return the days that these tasks are due on, and those they were due on before their last change.

    None stands for every day: one of them repeats, or did.
    """
    values = {"workspace": viewer.workspace_id, "ids": list(ids)}
    days: set[date] = set()
    for due_on, due_time, due_at, due_tz, before, repeats in driver().execute(FORMER, values):
        if repeats:
            return None
        former = read_due(before["date"], before["time"] or "", before["zone"] or "") if before else None
        for due in (former, Due.from_columns(due_on, due_time, due_at, due_tz)):
            if due is not None:
                days.add(due.day_in(viewer.zone))
    return days
