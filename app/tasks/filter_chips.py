"""The conditions of a filter in words, one chip each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.filtering.asking import rename
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
from app.repeats.wording import either
from app.tasks.filters import Filters
from app.tasks.naming import find_named, read_projects
from app.tasks.wording import STATUS_NAMES
from app.translation.speaking import _, later
from app.wording import count
from app.workspaces.directory import Directory
from app.workspaces.viewer import Viewer

STATES = {
    "open": "Open",
    "done": "Done",
    "overdue": "Late",
    "repeating": "Repeating",
    "unread": "Unread",
    "trashed": "In the trash",
}
ICONS = {"label": "tag", "assignee": "user", "creator": "user", "project": "folder", "section": "layers"}
EMPTY = {
    "assignee": "Nobody’s",
    "label": "No label",
    "section": "No section",
    "due": "No date",
    "start": "No start",
    "completed": "Not completed",
}
DAYS = {
    "due": later("Due {days}"),
    "start": later("Starts {days}"),
    "created": later("Added {days}"),
    "updated": later("Changed {days}"),
    "completed": later("Completed {days}"),
}
SIGNS = {
    "=": "{day}",
    "<": later("before {day}"),
    "<=": later("by {day}"),
    ">": later("after {day}"),
    ">=": later("from {day}"),
}
AMOUNTS: dict[str, Callable[[int], str]] = {
    "d": lambda number: count(number, "day"),
    "w": lambda number: count(number, "week"),
    "m": lambda number: count(number, "month"),
    "y": lambda number: count(number, "year"),
}
PERIODS = {"week": later("this week"), "month": later("this month"), "year": later("this year")}


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition in words, and the list without it."""

    text: str
    icon: str
    rest: Filters


def chips(filters: Filters, viewer: Viewer, directory: Directory) -> list[Chip]:
    """Return what narrows a list, each with the list that is left without it."""
    return [
        Chip(say(called_by_name(part, viewer), directory), icon_of(part), filters.without(part))
        for part in filters.parts
    ]


def called_by_name(part: Node, viewer: Viewer) -> Node:
    """Return a condition with the names of the projects that it calls by their keys, or says that one is unknown."""

    def called(field: str, name: str) -> str:
        if field != "project":
            return name
        found = find_named(viewer, field, name)
        known = next((one.name for one in read_projects(viewer) if one.id in found), None)
        return known or _("Unknown project “{name}”", name=name)

    return rename(part, called) if isinstance(part, Condition | Not) else part


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
            return _("Not: {condition}", condition=say(inner, directory))
        case Condition("priority", values):
            words = [value.name for value in values if isinstance(value, Named)]
            if words == ["none"]:
                return _("No priority")
            said = either(_(word) for word in words)
            return _("{priority} priority", priority=said[:1].upper() + said[1:])
        case Condition("is", values) if set(values) == {Named("open"), Named("done")}:
            return _("Any status")
        case Condition(field, values):
            return either(say_value(field, value, directory) for value in values)
    return print_node(part)


def say_value(field: str, value: Value, directory: Directory) -> str:
    match value:
        case Nothing():
            return _(EMPTY[field])
        case Me():
            return _("Mine") if field == "assignee" else _("Added by me")
        case Named(name):
            return say_name(field, name, directory)
        case Compared() | Between() | Period():
            return _(DAYS[field], days=say_days(value))


def say_name(field: str, name: str, directory: Directory) -> str:
    person = next((one.name for one in directory.people.values() if str(one.id) == name), name)
    if said := {"is": STATES, "status": STATUS_NAMES}.get(field, {}).get(name):
        return _(said)
    return _("Added by {name}", name=person) if field == "creator" else person


def say_days(value: Days) -> str:
    """Return days as they are said behind “due”."""
    match value:
        case Period(name):
            return _(PERIODS[name])
        case Compared(comparison, moment):
            return _(SIGNS[comparison], day=say_moment(moment))
        case Between(since, None) if since is not None:
            return _("from {day}", day=say_moment(since))
        case Between(None, until) if until is not None:
            return _("by {day}", day=say_moment(until))
        case Between(since, until) if since is not None and until is not None:
            return _("{first} to {last}", first=say_moment(since), last=say_moment(until))
    return ""


def say_moment(moment: Moment) -> str:
    """Return a day in words."""
    if isinstance(moment, date) or not print_moment(moment).startswith(("+", "-")):
        return print_moment(moment)
    amount = AMOUNTS[moment.unit](abs(moment.count))
    return _("{time} from now", time=amount) if moment.count > 0 else _("{time} ago", time=amount)
