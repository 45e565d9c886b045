"""The conditions of a filter in words, one chip each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.filtering.days import print_moment
from app.filtering.printing import print_node
from app.filtering.tree import (
    Between,
    Compared,
    Condition,
    Days,
    Me,
    Moment,
    Named,
    Node,
    Not,
    Nothing,
    Period,
    Text,
    Value,
)
from app.tasks.filters import Filters
from app.tasks.wording import count
from app.workspaces.directory import Directory

STATES = {
    "open": "Open",
    "done": "Done",
    "overdue": "Late",
    "repeating": "Repeating",
    "unread": "Unread",
    "trashed": "In the trash",
}
STATUSES = {"pending": "Pending", "in_progress": "In progress", "completed": "Completed", "cancelled": "Cancelled"}
ICONS = {"label": "tag", "assignee": "user", "creator": "user", "project": "folder", "section": "layers"}
EMPTY = {"assignee": "Nobody’s", "label": "No label", "section": "No section", "due": "No date", "start": "No start"}
DAYS = {"due": "Due", "start": "Starts", "created": "Added", "updated": "Changed", "completed": "Completed"}
SIGNS = {"=": "", "<": "before ", "<=": "by ", ">": "after ", ">=": "from "}
UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition in words, and the list without it."""

    text: str
    icon: str
    rest: Filters


def chips(filters: Filters, directory: Directory) -> list[Chip]:
    """Return what narrows a list, each with the list that is left without it."""
    return [Chip(say(part, directory), icon_of(part), filters.without(part)) for part in filters.parts]


def icon_of(part: Node) -> str:
    inner = part.inner if isinstance(part, Not) else part
    if isinstance(inner, Condition):
        return "calendar" if inner.field in DAYS else ICONS.get(inner.field, "")
    return "search" if isinstance(inner, Text) else "list-filter"


def say(part: Node, directory: Directory) -> str:
    """Return a condition in words; what is joined in brackets as it is written."""
    match part:
        case Text(text):
            return f"“{text}”"
        case Not(Condition() | Text() as inner):
            return f"Not: {say(inner, directory)}"
        case Condition("priority", values):
            words = [value.name for value in values if isinstance(value, Named)]
            return f"{' or '.join(words).capitalize()} priority" if words != ["none"] else "No priority"
        case Condition("is", values) if set(values) == {Named("open"), Named("done")}:
            return "Any status"
        case Condition(field, values):
            return " or ".join(say_value(field, value, directory) for value in values)
    return print_node(part)


def say_value(field: str, value: Value, directory: Directory) -> str:
    match value:
        case Nothing():
            return "Not completed" if field == "completed" else EMPTY[field]
        case Me():
            return "Mine" if field == "assignee" else "Added by me"
        case Named(name):
            return say_name(field, name, directory)
        case Compared() | Between() | Period():
            return f"{DAYS[field]} {say_days(value)}"


def say_name(field: str, name: str, directory: Directory) -> str:
    person = next((one.name for one in directory.people.values() if str(one.id) == name), name)
    return {"is": STATES, "status": STATUSES}.get(field, {}).get(name) or (
        f"Added by {person}" if field == "creator" else person
    )


def say_days(value: Days) -> str:
    """Return days as they are said behind “due”."""
    match value:
        case Period(name):
            return f"this {name}"
        case Compared(comparison, moment):
            return SIGNS[comparison] + say_moment(moment)
        case Between(since, None) if since is not None:
            return f"from {say_moment(since)}"
        case Between(None, until) if until is not None:
            return f"by {say_moment(until)}"
        case Between(since, until) if since is not None and until is not None:
            return f"{say_moment(since)} to {say_moment(until)}"
    return ""


def say_moment(moment: Moment) -> str:
    """Return a day in words."""
    if isinstance(moment, date) or not print_moment(moment).startswith(("+", "-")):
        return print_moment(moment)
    amount = count(abs(moment.count), UNITS[moment.unit])
    return f"{amount} from now" if moment.count > 0 else f"{amount} ago"
