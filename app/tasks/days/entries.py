"""What the calendar shows of each day: the first entries and their counts, in one statement over the days shown."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from app.dates import Due, read_due
from app.extensions import driver
from app.tasks.conditions import base_parameters, conditions
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
LONGEST = timedelta(days=42)
SHOWN = ("pending", "in_progress", "completed")
COLUMNS = """t.id, p.key, t.number, t.title, t.status, t.priority, t.due_on, t.due_time, t.due_at, t.due_tz,
  t.start_on, t.version, p.name, p.hue, t.repeat"""

SPANNED = f"""cross join lateral (
    select {DAY} as day, false as goes_on
    union all
    select day::date, true
      from generate_series(greatest(t.start_on, %(first)s), least({DAY} - 1, %(last)s), interval '1 day') day
     where t.start_on < {DAY}) d"""  # noqa: S608 - ours
"""Each task on the day it is due, and on those of the window from its start on."""

FORMER = """select t.due_on, t.due_time, t.due_at, t.due_tz, t.start_on, e.before -> 'due', e.before ->> 'start_on',
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
    repeat: dict[str, Any] | None
    goes_on: bool = False
    """Whether this is a day before the one it is due on: it has begun, and is not moved from here."""

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

    A task with a start stands on each day from there on. The open come first, those of all day before the timed; what
    is done stands below.
    """
    filters = replace(filters, otherwise=SHOWN)
    parameters = base_parameters(viewer, now) | window_parameters(window)
    search, where = conditions(viewer, filters, project_id=place.within, parameters=parameters, is_mine=place.is_mine)
    dated = "(t.due_sort >= %(starts)s and (t.due_sort < %(ends)s or t.start_on <= %(last)s) and d.day = any(%(days)s))"
    where.append(f"({dated} or (t.due_sort is null and {OPEN}))" if window.undated else dated)
    found: dict[date | None, CalendarDay] = {day: CalendarDay() for day in window.days}
    if window.undated:
        found[None] = CalendarDay()
    for day, goes_on, total, done, *columns in driver().execute(statement(search, where), parameters):
        found[day].total, found[day].done = total, done
        found[day].entries.append(entry_from(columns, goes_on))
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
        "first": min(days, default=date.max),
        "last": max(days, default=date.min),
        "starts": start_of(min(days, default=date.max - timedelta(days=1))),
        "ends": end_of(max(days, default=date.min + timedelta(days=1))),
    }


def statement(search: str, where: list[str]) -> str:
    """Return the statement that ranks the tasks of each day and reads the first of them."""
    order = "c.status = 'completed', c.clock nulls first, c.priority desc, c.project_place, c.place"
    chosen = (
        f"select t.id, d.day, d.goes_on, case when not d.goes_on then {CLOCK} end as clock, t.status, t.priority,"
        f" p.order_key as project_place, t.order_key as place {FROM} {SPANNED} where {' and '.join(where)}"
    )
    ranked = (
        "select c.id, c.day, c.goes_on, count(*) over (partition by c.day) as total,"  # noqa: S608 - ours
        " count(*) filter (where c.status = 'completed') over (partition by c.day) as done,"
        f" row_number() over (partition by c.day order by {order}) as position from ({chosen}) c"
    )
    return (
        f"{search}select e.day, e.goes_on, e.total, e.done, {COLUMNS} from ({ranked}) e"  # noqa: S608 - ours
        " join tasks t on t.workspace_id = %(workspace)s and t.id = e.id"
        " join projects p on p.workspace_id = %(workspace)s and p.id = t.project_id"
        " where e.position <= case when e.day is null then %(undated)s"
        " when e.day = any(%(whole)s::date[]) then %(all)s else %(most)s end"
        " order by e.day, e.position"
    )


def entry_from(columns: Sequence[Any], goes_on: bool) -> Entry:
    id, key, number, title, status, priority, due_on, due_time, due_at, due_tz, *rest = columns
    due = Due.from_columns(due_on, due_time, due_at, due_tz)
    start_on, version, project_name, hue, repeat = rest
    ref, rank = f"{key}-{number}", PRIORITIES[priority]
    return Entry(id, ref, title, status, rank, due, start_on, version, project_name, hue, repeat, goes_on)


def days_of(viewer: Viewer, ids: Sequence[uuid.UUID]) -> set[date] | None:
    """Return the days that these tasks stand on, and those they stood on before their last change.

    None stands for every day: one of them repeats, or did, or goes on for longer than a calendar shows.
    """
    values = {"workspace": viewer.workspace_id, "ids": list(ids)}
    days: set[date] = set()
    for due_on, due_time, due_at, due_tz, start, before, former_start, repeats in driver().execute(FORMER, values):
        former = read_due(before["date"], before["time"] or "", before["zone"] or "") if before else None
        due = Due.from_columns(due_on, due_time, due_at, due_tz)
        begins = [day for day in (start, date.fromisoformat(former_start) if former_start else None) if day]
        ends = [one.day_in(viewer.zone) for one in (former, due) if one is not None]
        if repeats or (begins and ends and max(ends) - min(begins) > LONGEST):
            return None
        days.update(ends)
        if begins and ends:
            days.update(min(begins) + timedelta(days=n) for n in range((max(ends) - min(begins)).days))
    return days
