"""Filters as addresses said them before there was a language for them: links, bookmarks and the API keep working."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from werkzeug.datastructures import MultiDict

from app.filtering.fields import FIELDS, STATUSES
from app.filtering.parsing import parse
from app.filtering.tree import Between, Condition, Me, Named, Node, Nothing, Text, Value
from app.texts import one_line, read_uuid

OLD = ("q", "status", "priority", "label", "assignee", "due", "due_from", "due_to", "completed")
DUE = {"overdue": "is:overdue", "today": "due:today", "week": "due:week due:>=today", "none": "due:none"}
DUE_WORDS = tuple(DUE)
STATUS_SETS = {"open": ("pending", "in_progress"), "closed": ("completed", "cancelled"), "all": STATUSES}
SETS = {STATUS_SETS["open"]: "is:open", STATUS_SETS["closed"]: "is:done", STATUSES: "is:open,done"}
LONGEST_SEARCH, MOST_WORDS, MOST_VALUES = 200, 12, 20


def read_old(args: MultiDict[str, str]) -> list[Node | None]:
    """Return the conditions of these parameters; a value that means nothing is left out."""
    priorities = known(args.getlist("priority"), FIELDS["priority"].words)
    labels = [one_line(value)[:40] for value in args.getlist("label") if one_line(value)]
    people = [person for value in args.getlist("assignee") if (person := read_person(value))]
    return [
        *(Text(word) for word in one_line(args.get("q", ""))[:LONGEST_SEARCH].split()[:MOST_WORDS]),
        read_statuses(known(args.getlist("status"), (*STATUSES, *STATUS_SETS))),
        any_of("priority", map(Named, priorities)),
        any_of("label", map(Named, labels)),
        any_of("assignee", people),
        asked(DUE.get(args.get("due", ""), "")),
        read_days(read_date(args.get("due_from")), read_date(args.get("due_to"))),
        asked("status:completed completed:week" if args.get("completed") == "week" else ""),
    ]


def asked(text: str) -> Node | None:
    return parse(text).tree


def any_of(field: str, values: Iterable[Value]) -> Node | None:
    several = tuple(dict.fromkeys(values))[:MOST_VALUES]
    return Condition(field, several) if several else None


def read_statuses(given: Iterable[str]) -> Node | None:
    wanted = {status for name in given for status in STATUS_SETS.get(name, (name,))}
    statuses = tuple(status for status in STATUSES if status in wanted)
    return asked(SETS[statuses]) if statuses in SETS else any_of("status", map(Named, statuses))


def read_person(text: str) -> Value | None:
    special: dict[str, Value] = {"me": Me(), "none": Nothing()}
    return special.get(text) or (Named(str(id)) if (id := read_uuid(text)) else None)


def read_days(since: date | None, until: date | None) -> Node | None:
    return Condition("due", (Between(since, until),)) if since or until else None


def known(values: Iterable[str], allowed: Iterable[str]) -> tuple[str, ...]:
    tidy = [v.strip().lower().replace("-", "_") for v in values]
    return tuple(dict.fromkeys(v for v in tidy if v in tuple(allowed)))


def read_date(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if 1970 <= day.year <= 2200 else None
