"""Days in a filter as SQL: those of the viewer's calendar, beside bounds that an index knows."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from app.filtering.days import bounds_of
from app.filtering.tree import Between, Compared, Period, Value
from app.tasks.expressions import DAY
from app.workspaces.viewer import Viewer

WIDEST = timedelta(hours=14)
INSTANTS = {"created": "t.created_at", "updated": "t.updated_at", "completed": "t.completed_at"}


def start_of(day: date) -> datetime:
    """Return the instant at which somewhere on earth this day begins: a bound for `due_sort`, which has an index."""
    return datetime.combine(day, time(), UTC) - WIDEST


def end_of(day: date) -> datetime:
    """Return the first instant at which nowhere it is this day any more."""
    return datetime.combine(day + timedelta(days=1), time(), UTC) + WIDEST


def day_condition(name: str, value: Value, viewer: Viewer, parameters: dict[str, Any]) -> str:
    """Return the condition on a field that holds a day or a moment; `parameters` is filled."""
    column = {"due": "t.due_sort", "start": "t.start_on"}.get(name) or INSTANTS[name]
    if not isinstance(value, Compared | Between | Period):
        return f"{column} is null"
    first, last = bounds_of(value, parameters["today"], sunday_first=viewer.sunday_first)
    parts = [f"{column} is not null"]
    for sign, day in ((">=", first), ("<=", last)):
        if day is not None:
            bound = f"day{len(parameters)}"
            parts += bound_conditions(name, column, sign, day, viewer, parameters, bound)
    return f"({' and '.join(parts)})"


def bound_conditions(
    name: str, column: str, sign: str, day: date, viewer: Viewer, parameters: dict[str, Any], bound: str
) -> list[str]:
    """Return what one end of a range asks of the column."""
    if name in INSTANTS:
        end = day if sign == ">=" else day + timedelta(days=1)
        parameters[bound] = datetime.combine(end, time(), viewer.zone).astimezone(UTC)
        return [f"{column} {'>=' if sign == '>=' else '<'} %({bound})s"]
    parameters[bound] = day
    if name == "start":
        return [f"{column} {sign} %({bound})s"]
    parameters[f"{bound}s"] = start_of(day) if sign == ">=" else end_of(day)
    return [f"{column} {sign} %({bound}s)s", f"{DAY} {sign} %({bound})s"]
