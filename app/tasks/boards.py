"""A board: the groups of a list as columns, some with a limit; what was finished last stands on top."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from app.filtering.fields import STATUSES
from app.tasks.cursors import Order
from app.tasks.filters import Filters
from app.tasks.grouping import Group
from app.tasks.listing import PAGE, Listing, Part, read_listing
from app.tasks.places import Place
from app.workspaces.directory import Directory
from app.workspaces.viewer import Viewer

GROUPS = {"status": "Status", "section": "Section", "priority": "Priority", "assignee": "Assignee"}
"""What the columns of a board may stand for: each is one field, which a card takes on where it lands."""
CLOSED = ("completed", "cancelled")
CLOSED_PAGE = 20
LATEST_FIRST = """coalesce(translate(to_char(coalesce(t.completed_at, t.cancelled_at) at time zone 'utc',
  'YYYYMMDDHH24MISSUS'), '0123456789', '9876543210'), '') collate "C\""""
IN_PROJECT = Order("board", (LATEST_FIRST, "t.order_key"), casts=(str, str))
EVERYWHERE = Order("boards", (LATEST_FIRST, "p.order_key", "t.order_key"), casts=(str, str, str))


@dataclass(slots=True)
class Board:
    """The columns of a board, and the limit of each that has one."""

    listing: Listing
    filters: Filters
    limits: dict[str, int]

    @property
    def columns(self) -> list[Part]:
        return self.listing.parts

    def find(self, id: uuid.UUID) -> tuple[Part, str] | None:
        """Return the column a task stands in, and the number of the card above it ("" at the top)."""
        for column in self.columns:
            refs = [row.ref for row in column.rows]
            for place, row in enumerate(column.rows):
                if row.id == id:
                    return column, refs[place - 1] if place else ""
        return None


def read_board(viewer: Viewer, place: Place, filters: Filters, directory: Directory, *, now: datetime) -> Board:
    """Return the board of a place in two statements."""
    shown = board_filters(place, filters)
    order = None if shown.sort != "order" else IN_PROJECT if place.project else EVERYWHERE
    listing = read_listing(viewer, shown, directory, now=now, place=place, order=order, most=most)
    wanted = shown.effective_statuses
    if shown.group == "status":
        listing.parts.sort(key=lambda part: BOARD_STATUSES.index(part.group.key))
        listing.parts = [part for part in listing.parts if part.group.key in wanted]
    if shown.group == "assignee":
        gone = {str(person.id) for person in directory.people.values() if person.is_gone}
        listing.parts = [part for part in listing.parts if part.count or part.group.key not in gone]
    return Board(listing, shown, limits_of(place, shown))


BOARD_STATUSES = ("pending", "in_progress", *CLOSED)


def board_filters(place: Place, filters: Filters) -> Filters:
    """Return what the board reads: columns by status with the finished ones, or open tasks by another field."""
    group = filters.group if filters.group in GROUPS and (place.project or filters.group != "section") else "status"
    return replace(filters, group=group, otherwise=STATUSES if group == "status" else filters.otherwise)


def most(group: Group) -> int:
    return CLOSED_PAGE if group.status in CLOSED else PAGE


def limits_of(place: Place, filters: Filters) -> dict[str, int]:
    """Return the limits of the columns: they are meant for all tasks of a project, not for some of them."""
    if place.project is None or filters.group != "status" or filters.narrows:
        return {}
    return dict(place.project.limits or {})
