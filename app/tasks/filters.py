"""What a list shows: read from the URL, forgiving (a value that means nothing is left out), and written back to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from app.filtering.asking import OPEN, conjuncts, joined, possible_statuses, says_state, statuses_of, words_asked
from app.filtering.fields import STATUSES
from app.filtering.parsing import parse
from app.filtering.printing import write
from app.filtering.tokens import Mistake
from app.filtering.tree import Node, Query
from app.tasks.old_addresses import OLD, read_old
from app.texts import one_line

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
    "project": "Project",
    "section": "Section",
    "status": "Status",
    "priority": "Priority",
    "assignee": "Assignee",
    "due": "Due date",
    "label": "Label",
    "none": "No groups",
}
LONGEST_OPTION = 200
LONGEST_KEPT = 4_000
EDIT = "edit"
CONDITIONS = ("filter", *OLD, "subtasks", EDIT)
"""The parameters that narrow a list; any of them takes the place of all that a saved filter says."""


@dataclass(frozen=True, slots=True)
class Filters:
    """One list as its URL says it; empty fields do not narrow it."""

    tree: Node | None = None
    mistaken: str = ""
    """The text of a filter that cannot be read; it finds nothing."""
    subtasks: str = ""
    sort: str = "order"
    group: str = ""
    after: str = ""
    only_group: str = ""
    options: tuple[tuple[str, str], ...] = ()
    """What only the open view knows, by name (see `View.options`)."""
    otherwise: tuple[str, ...] = OPEN
    """The statuses that are shown where the filter says nothing of them."""
    saved: Filters | None = None
    """The saved filter whose conditions these were to begin with."""

    @property
    def text(self) -> str:
        """The filter as it is typed."""
        return self.mistaken or write(Query(self.tree))

    @property
    def mistake(self) -> Mistake | None:
        try:
            parse(self.mistaken)
        except Mistake as mistake:
            return mistake
        return None

    @property
    def parts(self) -> tuple[Node, ...]:
        """The conditions, all of which hold."""
        return conjuncts(self.tree)

    @property
    def says_state(self) -> bool:
        return says_state(self.tree)

    @property
    def effective_statuses(self) -> tuple[str, ...]:
        """The statuses that a task shown can have; a list shows open tasks until told otherwise."""
        return possible_statuses(self.tree) if self.says_state else self.otherwise

    @property
    def narrows(self) -> bool:
        """Whether subtasks stand beside their parents in one flat list."""
        if self.subtasks or self.mistaken:
            return True
        return self.tree is not None and statuses_of(self.tree) not in (OPEN, STATUSES)

    @property
    def changes_by_itself(self) -> bool:
        """Whether tasks come into this list as time passes, without any change that could be noticed."""
        return "overdue" in words_asked(self.tree)

    @property
    def shows_new_at_end(self) -> bool:
        """Whether a new task belongs at the end of what is shown."""
        return self.sort == "order" and self.group in ("", "section") and not self.narrows and self.tree is None

    def pairs(self) -> list[tuple[str, str]]:
        """Return the query that says the same; a saved filter's own conditions need no saying."""
        if self.saved is None:
            return self.condition_pairs() + self.settings()
        conditions = [*self.condition_pairs(), (EDIT, "1")] if self.is_changed else []
        return conditions + self.settings()

    def condition_pairs(self) -> list[tuple[str, str]]:
        """Return the part of the query that says which tasks are shown."""
        return [pair for pair in (("filter", self.text), ("subtasks", self.subtasks)) if pair[1]]

    def settings(self) -> list[tuple[str, str]]:
        """Return the part of the query that says how the tasks are shown."""
        sort = "" if self.sort == "order" and self.saved is None else self.sort
        return [pair for pair in (("group", self.group), ("sort", sort), *self.options) if pair[1]]

    def query(self, *, after: str = "", only_group: str = "") -> str:
        """Return the query string, with `?`, of this list or of a later page of it."""
        pairs = self.pairs() + [(name, value) for name, value in (("in", only_group), ("after", after)) if value]
        return "?" + urlencode(pairs, safe=":,") if pairs else ""

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
        return "?" + urlencode(pairs, safe=":,") if pairs else ""

    def grouped(self, group: str) -> Filters:
        return replace(self, group=group, after="", only_group="")

    def also(self, text: str) -> Filters:
        """Return the same list narrowed by one more condition of ours."""
        return replace(self, tree=joined(self.tree, parse(text).tree), after="", only_group="")

    def without(self, part: Node) -> Filters:
        """Return the same list without one of its conditions."""
        rest = joined(*(one for one in self.parts if one != part))
        return replace(self, tree=rest, after="", only_group="")

    def without_subtasks(self) -> Filters:
        return replace(self, subtasks="", after="", only_group="")


def read_filters(args: MultiDict[str, str], *, options: Iterable[str] = ()) -> Filters:
    """Return what these URL parameters ask for; `options` names those that only the open view knows."""
    text = args.get("filter", "")[:LONGEST_KEPT]
    try:
        query, mistaken = parse(text), ""
    except Mistake:
        query, mistaken = Query(), text
    sort, group = query.sort or args.get("sort", ""), query.group or args.get("group", "")
    return Filters(
        tree=None if mistaken else joined(query.tree, *read_old(args)),
        mistaken=mistaken,
        subtasks="all" if args.get("subtasks") == "all" else "",
        sort=sort if sort in SORTS else "order",
        group=group if group in GROUPS else "",
        after=args.get("after", "")[:600],
        only_group=args.get("in", "")[:60],
        options=read_options(args, options),
    )


def read_options(args: MultiDict[str, str], names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return these parameters, several values of one joined by commas."""
    values = ((name, one_line(",".join(args.getlist(name)))[:LONGEST_OPTION]) for name in sorted(names))
    return tuple((name, value) for name, value in values if value)
