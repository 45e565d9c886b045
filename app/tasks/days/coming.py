"""The occurrences to come of tasks that repeat: worked out for the days a calendar shows, and stored nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from app.dates import Due
from app.extensions import driver
from app.filtering.asking import leaves, words_asked
from app.filtering.tree import Condition
from app.repeats.kept import Kept
from app.repeats.occurrences import days
from app.repeats.wording import say_repeat
from app.tasks.conditions import base_parameters, conditions
from app.tasks.expressions import OPEN
from app.tasks.filters import Filters
from app.tasks.places import Place
from app.tasks.rows import FROM
from app.workspaces.viewer import Viewer

MOST = 100
"""Of more tasks that repeat, those that are due last are left out."""
ONE_DAY = timedelta(days=1)
COLUMNS = "t.repeat, p.key, t.number, t.title, p.name, p.hue, t.due_on, t.due_time, t.due_at, t.due_tz"
REPEATING = f"t.repeat is not null and t.repeat ->> 'anchor' = 'calendar' and {OPEN}"


class Coming(NamedTuple):
    """A day on which an open task will come again; `ref` is the open task."""

    ref: str
    title: str
    due: Due
    rule: str
    project_name: str
    hue: str


def read_coming(
    viewer: Viewer, place: Place, filters: Filters, shown: Sequence[date], *, now: datetime
) -> dict[date, list[Coming]]:
    """Return what comes on these days, in one statement; a filter that asks for due dates finds nothing to come.

    A repeat that counts from completion has no days yet.
    """
    wanted = set(shown)
    if not wanted or asks_due(filters):
        return {}
    parameters = base_parameters(viewer, now) | {"most": MOST}
    search, where = conditions(viewer, filters, project_id=place.within, parameters=parameters, is_mine=place.is_mine)
    statement = (
        f"{search}select {COLUMNS} {FROM} where {' and '.join([*where, REPEATING])}"
        " order by t.due_sort, t.id limit %(most)s"
    )
    found: dict[date, list[Coming]] = {}
    for columns in driver().execute(statement, parameters):
        for one in occurrences(columns, min(wanted), max(wanted)):
            if (day := one.due.day_in(viewer.zone)) in wanted:
                found.setdefault(day, []).append(one)
    return found


def asks_due(filters: Filters) -> bool:
    fields = {leaf.field for leaf in leaves(filters.tree) if isinstance(leaf, Condition)}
    return "due" in fields or "overdue" in words_asked(filters.tree)


def occurrences(columns: Sequence[Any], first: date, last: date) -> Iterable[Coming]:
    """Yield what comes after the open one, a day around the bounds included, since zones differ."""
    repeat, key, number, title, project_name, hue, *rest = columns
    kept, due = Kept.from_json(repeat), Due.from_columns(*rest)
    due = due or Due(kept.slot)
    since = max(kept.slot, due.date, first - 2 * ONE_DAY) + ONE_DAY
    for day in days(kept.rule, kept.repeat.start, since, last + ONE_DAY):
        yield Coming(f"{key}-{number}", title, replace(due, date=day), say_repeat(kept), project_name, hue)
