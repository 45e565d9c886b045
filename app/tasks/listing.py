"""The list: one statement for the counts of all its groups, one for their rows, slots objects in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.dates import Due
from app.extensions import driver
from app.tasks.conditions import base_parameters, conditions
from app.tasks.cursors import IN_PROJECT, ORDERS, Order, read_cursor, write_cursor
from app.tasks.expressions import LATE, OPEN
from app.tasks.filters import Filters
from app.tasks.grouping import Group, group_expression, groups_for, top_condition
from app.tasks.places import Place
from app.tasks.rows import COLUMNS, FROM, Row, row_from
from app.workspaces.directory import Directory
from app.workspaces.viewer import Viewer

PAGE = 50
COUNTS = f"""count(*), count(*) filter (where {LATE} and {OPEN}),
  min(t.due_at) filter (where t.due_at > %(now)s and {OPEN}),
  min(t.due_time) filter (where t.due_on = %(today)s and not {LATE} and {OPEN})"""


@dataclass(slots=True)
class Part:
    """One group with its first rows (or a later page of them)."""

    group: Group
    rows: list[Row] = field(default_factory=list)
    count: int = 0
    next: str = ""
    most: int = PAGE


@dataclass(slots=True)
class Listing:
    """What a list shows; `total` and `late` count all tasks that match, the next of which gets late at `true_until`."""

    parts: list[Part]
    total: int
    late: int
    true_until: datetime | None

    @property
    def is_empty(self) -> bool:
        return not any(part.rows for part in self.parts)


def read_listing(
    viewer: Viewer,
    filters: Filters,
    directory: Directory,
    *,
    now: datetime,
    place: Place,
    order: Order | None = None,
    most: Callable[[Group], int] = lambda _: PAGE,
) -> Listing:
    """Return the tasks the viewer may see under these filters, in two statements.

    `order` is another than what the filters say; `most` is how many rows of a group a page has, up to PAGE.
    """
    groups = groups_for(viewer, filters.group, directory, place.project_id)
    query = Query.of(viewer, filters, groups, now=now, place=place)
    query.order = order or query.order
    parts = {group.key: Part(group, most=most(group)) for group in groups}
    listing = Listing(list(parts.values()), 0, 0, None)
    for name, *counts in driver().execute(query.counting(by_group=True), query.parameters):
        part_of(parts, name).count += counts.pop(0)
        add_counts(listing, counts, viewer, query.parameters["today"])
    if filters.only_group in parts:
        listing.parts = [parts[filters.only_group]]
    if any(part.count for part in listing.parts):
        read_parts(listing, parts, filters, query, directory)
    if filters.changes_by_itself:
        listing.true_until = now
    return listing


def read_counts(viewer: Viewer, filters: Filters, *, now: datetime, place: Place) -> tuple[int, int]:
    """Return how many tasks match, and how many of them are late."""
    query = Query.of(viewer, filters, [], now=now, place=place)
    total, late, *_ = driver().execute(query.counting(), query.parameters).fetchone() or (0, 0)
    return total, late


@dataclass(slots=True)
class Query:
    """What both statements of a list are made of."""

    search: str
    where: list[str]
    key: str
    top: str
    order: Order
    parameters: dict[str, Any]

    @classmethod
    def of(cls, viewer: Viewer, filters: Filters, groups: list[Group], *, now: datetime, place: Place) -> Query:
        parameters = base_parameters(viewer, now)
        search, where = conditions(
            viewer, filters, project_id=place.within, parameters=parameters, is_mine=place.is_mine
        )
        key, top = group_expression(filters.group, groups, parameters), top_condition(filters, is_flat=place.is_mine)
        order = IN_PROJECT if filters.sort == "order" and place.project else ORDERS[filters.sort]
        return cls(search, where, key, top, order, parameters)

    def counting(self, *, by_group: bool = False, more: str = "") -> str:
        """Return the statement that counts everything, or each group, in one pass."""
        by_key = f"{self.key}, count(*) filter (where {self.top}), {COUNTS}{more}"
        columns, end = (by_key, " group by 1") if by_group else (COUNTS, "")
        return f"{self.search}select {columns} {FROM} where {' and '.join(self.where)}{end}"

    def whole(self) -> str:
        """Return the statement that reads a list without groups; it stops at the end of the page."""
        return (
            f"{self.search}select 'all', {', '.join(self.order.columns)}, {COLUMNS} {FROM}"
            f" where {' and '.join(self.where)} order by {self.order.sql()} limit {PAGE + 1}"
        )

    def grouped(self) -> str:
        """Return the statement that ranks the tasks of every group in one pass and reads the first of each."""
        ranked = (
            f"select t.id, {self.key} as name, row_number() over (partition by {self.key}"
            f" order by {self.order.sql()}) as place {FROM} where {' and '.join(self.where)}"
        )
        return (
            f"{self.search}select r.name, {', '.join(self.order.columns)}, {COLUMNS}"  # noqa: S608 - ours
            f" from ({ranked}) r join tasks t on t.workspace_id = %(workspace)s and t.id = r.id"
            " join projects p on p.workspace_id = %(workspace)s and p.id = t.project_id"
            f" where r.place <= {PAGE + 1} order by {self.order.sql()}"
        )


def add_counts(listing: Listing, counts: list[Any], viewer: Viewer, today: date) -> None:
    """Add a group's counts to those of the list."""
    tasks, late, due_at, due_time = counts
    listing.total, listing.late = listing.total + tasks, listing.late + late
    floating = Due(today, due_time).latest(viewer.zone) if due_time else None
    listing.true_until = min((end for end in (listing.true_until, due_at, floating) if end), default=None)


def read_parts(listing: Listing, parts: dict[str, Part], filters: Filters, query: Query, directory: Directory) -> None:
    """Read a page of every part that is shown, and by one row more see whether another page follows."""
    query.where.append(query.top)
    if len(listing.parts) == 1 and (after := read_cursor(query.order, filters.after)):
        query.where.append(query.order.beyond(after, query.parameters))
    if len(listing.parts) < len(parts):
        query.where.append(f"{query.key} = %(group)s")
        query.parameters["group"] = filters.only_group
    width = len(query.order.columns)
    last: dict[str, tuple[Any, ...]] = {}
    statement = query.grouped() if len(parts) > 1 else query.whole()
    for name, *columns in driver().execute(statement, query.parameters):
        part = part_of(parts, name)
        key = part.group.key
        if len(part.rows) < part.most:
            part.rows.append(row_from(columns[width:], directory))
            last[key] = tuple(columns[:width])
        elif not part.next:
            cursor = write_cursor(query.order, last[key])
            part.next = filters.query(after=cursor, only_group=key if filters.group else "")


def part_of(parts: dict[str, Part], name: str) -> Part:
    """Return the part of a task; one whose section or label is newer than the names we have stands with the rest."""
    return parts.get(name) or parts["none"]
