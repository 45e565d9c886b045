"""What a list shows: read from the URL, forgiving (a value that means nothing is left out), and written back to it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from app.tasks.fields import PRIORITIES, STATUSES
from app.texts import one_line

DUE_WORDS = ("overdue", "today", "week", "none")
SORTS = {
    "order": "My order",
    "due": "Due date",
    "priority": "Priority",
    "created": "Newest",
    "updated": "Last changed",
    "number": "Number",
    "title": "Title",
}
GROUPS = {
    "section": "Section",
    "status": "Status",
    "priority": "Priority",
    "assignee": "Assignee",
    "due": "Due date",
    "label": "Label",
    "none": "No groups",
}
STATUS_SETS = {"open": ("pending", "in_progress"), "closed": ("completed", "cancelled"), "all": STATUSES}
LONGEST_SEARCH = 200
EDIT = "edit"
CONDITIONS = (
    "q",
    "status",
    "priority",
    "label",
    "assignee",
    "due",
    "due_from",
    "due_to",
    "completed",
    "subtasks",
    EDIT,
)
"""The parameters that narrow a list; any of them takes the place of all that a saved filter says."""


@dataclass(frozen=True, slots=True)
class Filters:
    """One list as its URL says it; empty fields do not narrow it."""

    search: str = ""
    statuses: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    due: str = ""
    due_from: date | None = None
    due_to: date | None = None
    completed: str = ""
    subtasks: str = ""
    sort: str = "order"
    group: str = ""
    after: str = ""
    only_group: str = ""
    options: tuple[tuple[str, str], ...] = ()
    """What only the open view knows, by name (see `View.options`)."""
    saved: Filters | None = None
    """The saved filter whose conditions these were to begin with."""

    @property
    def effective_statuses(self) -> tuple[str, ...]:
        """The statuses shown; a list shows open tasks until told otherwise."""
        names = [
            name
            for given in self.statuses or ("completed" if self.completed else "open",)
            for name in STATUS_SETS.get(given, (given,))
        ]
        return tuple(name for name in STATUSES if name in names)

    @property
    def narrows(self) -> bool:
        """Whether subtasks stand beside their parents in one flat list."""
        one_state = any(status not in ("open", "all") for status in self.statuses)
        by_field = self.priorities or self.labels or self.assignees or self.due or self.due_from or self.due_to
        return bool(self.search or one_state or by_field or self.completed or self.subtasks)

    @property
    def changes_by_itself(self) -> bool:
        """Whether tasks come into this list as time passes, without any change that could be noticed."""
        return self.due == "overdue"

    @property
    def is_default(self) -> bool:
        return replace(self, after="", only_group="", options=(), saved=None) == Filters()

    @property
    def shows_new_at_end(self) -> bool:
        """Whether a new task belongs at the end of what is shown."""
        return self.sort == "order" and self.group in ("", "section") and not self.narrows and not self.statuses

    def pairs(self) -> list[tuple[str, str]]:
        """Return the query that says the same; a saved filter's own conditions need no saying."""
        if self.saved is None:
            return self.condition_pairs() + self.settings()
        conditions = [*self.condition_pairs(), (EDIT, "1")] if self.is_changed else []
        return conditions + self.settings()

    def condition_pairs(self) -> list[tuple[str, str]]:
        """Return the part of the query that says which tasks are shown."""
        pairs = [("q", self.search)] if self.search else []
        for name, values in (
            ("status", self.statuses),
            ("priority", self.priorities),
            ("label", self.labels),
            ("assignee", self.assignees),
        ):
            pairs += [(name, value) for value in values]
        for name, value in (
            ("due", self.due),
            ("due_from", self.due_from),
            ("due_to", self.due_to),
            ("completed", self.completed),
            ("subtasks", self.subtasks),
        ):
            if value:
                pairs.append((name, str(value)))
        return pairs

    def settings(self) -> list[tuple[str, str]]:
        """Return the part of the query that says how the tasks are shown."""
        sort = "" if self.sort == "order" and self.saved is None else self.sort
        return [pair for pair in (("group", self.group), ("sort", sort), *self.options) if pair[1]]

    def query(self, *, after: str = "", only_group: str = "") -> str:
        """Return the query string, with `?`, of this list or of a later page of it."""
        pairs = self.pairs() + [(name, value) for name, value in (("in", only_group), ("after", after)) if value]
        return "?" + urlencode(pairs) if pairs else ""

    def option(self, name: str, otherwise: str = "") -> str:
        """Return what the URL says for a parameter that only the open view knows."""
        return dict(self.options).get(name, otherwise)

    def setting(self, name: str) -> str:
        """Return how the tasks are shown: `group`, `sort`, or what only the open view knows."""
        return {"group": self.group, "sort": self.sort}.get(name) or self.option(name)

    def with_option(self, name: str, value: str) -> Filters:
        return replace(self, options=tuple(sorted({**dict(self.options), name: value}.items())), after="")

    def sorted(self, sort: str) -> Filters:
        return replace(self, sort=sort, after="", only_group="")

    @property
    def is_changed(self) -> bool:
        """Whether the conditions are others than those of the saved filter they began with."""
        return self.saved is not None and self.condition_pairs() != self.saved.condition_pairs()

    def conditions(self) -> Filters:
        """Return what narrows the tasks, without how they are shown."""
        return replace(self, sort="order", group="", after="", only_group="", options=())

    def condition_query(self) -> str:
        """Return the query string of the same tasks, without how they are shown."""
        pairs = [pair for pair in self.pairs() if pair[0] in CONDITIONS]
        return "?" + urlencode(pairs) if pairs else ""

    def grouped(self, group: str) -> Filters:
        return replace(self, group=group, after="", only_group="")

    def without(self, name: str, value: str = "") -> Filters:
        """Return the same list without one of its conditions."""
        if name == "due":
            return replace(self, due="", due_from=None, due_to=None, after="", only_group="")
        current = getattr(self, name)
        rest: Any = tuple(one for one in current if one != value) if isinstance(current, tuple) else ""
        return replace(self, **{name: rest, "after": "", "only_group": ""})


def read_filters(args: MultiDict[str, str], *, options: Iterable[str] = ()) -> Filters:
    """Return what these URL parameters ask for; `options` names those that only the open view knows."""
    return Filters(
        search=one_line(args.get("q", ""))[:LONGEST_SEARCH],
        statuses=known(args.getlist("status"), (*STATUSES, *STATUS_SETS)),
        priorities=known(args.getlist("priority"), PRIORITIES),
        labels=tuple(dict.fromkeys(one_line(v)[:40] for v in args.getlist("label") if one_line(v)))[:20],
        assignees=tuple(dict.fromkeys(v for v in args.getlist("assignee") if v in ("me", "none") or is_id(v)))[:20],
        due=args.get("due", "") if args.get("due") in DUE_WORDS else "",
        due_from=read_date(args.get("due_from")),
        due_to=read_date(args.get("due_to")),
        completed="week" if args.get("completed") == "week" else "",
        subtasks="all" if args.get("subtasks") == "all" else "",
        sort=args.get("sort", "order") if args.get("sort") in SORTS else "order",
        group=args.get("group", "") if args.get("group") in GROUPS else "",
        after=args.get("after", "")[:600],
        only_group=args.get("in", "")[:60],
        options=read_options(args, options),
    )


def read_options(args: MultiDict[str, str], names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return these parameters, several values of one joined by commas."""
    values = ((name, one_line(",".join(args.getlist(name)))[:LONGEST_SEARCH]) for name in sorted(names))
    return tuple((name, value) for name, value in values if value)


def known(values: Iterable[str], allowed: Iterable[str]) -> tuple[str, ...]:
    tidy = [v.strip().lower().replace("-", "_") for v in values]
    return tuple(dict.fromkeys(v for v in tidy if v in tuple(allowed)))


def read_date(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if 1970 <= day.year <= 2200 else None


def is_id(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
