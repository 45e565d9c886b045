"""What a filter means, in plain Python over plain values: what every other way to run one is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.filtering.days import day_of
from app.filtering.tree import And, Between, Compared, Condition, Me, Named, Node, Not, Nothing, Or, Period, Text, Value


@dataclass(frozen=True)
class Sample:
    """A task as the viewer sees it: days are theirs, states are names."""

    name: str
    text: str = ""
    states: frozenset[str] = frozenset({"open"})
    status: str = "pending"
    priority: str = "none"
    assignee: tuple[str, ...] = ()
    creator: str = "Ada Lovelace"
    label: tuple[str, ...] = ()
    project: tuple[str, ...] = ("Website", "WEB")
    section: tuple[str, ...] = ()
    due: date | None = None
    start: date | None = None
    created: date | None = None
    updated: date | None = None
    completed: date | None = None


def matches(node: Node | None, task: Sample, *, me: str, today: date, sunday_first: bool = False) -> bool:
    """Say whether the filter shows this task."""
    match node:
        case None:
            return True
        case And(parts):
            return all(matches(part, task, me=me, today=today, sunday_first=sunday_first) for part in parts)
        case Or(parts):
            return any(matches(part, task, me=me, today=today, sunday_first=sunday_first) for part in parts)
        case Not(inner):
            return not matches(inner, task, me=me, today=today, sunday_first=sunday_first)
        case Text(text):
            found = f"{task.name} {task.text}".casefold().split()
            return all(any(word.startswith(start) for word in found) for start in text.casefold().split())
        case Condition(field, values):
            return any(holds(field, value, task, me=me, today=today, sunday_first=sunday_first) for value in values)


def holds(field: str, value: Value, task: Sample, *, me: str, today: date, sunday_first: bool = False) -> bool:
    found: Any = task.states if field == "is" else getattr(task, field)
    match value:
        case Nothing():
            return not found
        case Me():
            return me in found if isinstance(found, tuple) else me == found
        case Named(name):
            known = {found} if isinstance(found, str) else set(found)
            return name.casefold() in {one.casefold() for one in known}
        case Compared(comparison, moment):
            day = day_of(moment, today)
            tests = {"=": found == day, "<": found and found < day, "<=": found and found <= day}
            tests |= {">": found and found > day, ">=": found and found >= day}
            return found is not None and bool(tests[comparison])
        case Between(since, until):
            first = day_of(since, today) if since is not None else date.min
            last = day_of(until, today) if until is not None else date.max
            return found is not None and bool(first <= found <= last)
        case Period(name):
            if found is None:
                return False
            if name == "week":
                shift = timedelta(days=sunday_first)
                return bool((found + shift).isocalendar()[:2] == (today + shift).isocalendar()[:2])
            return bool(found.year == today.year and (name == "year" or found.month == today.month))
