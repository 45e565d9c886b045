"""The list: a place's own address, and the view it opens in."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask import render_template
from markupsafe import Markup

from app.tasks.filters import Filters
from app.tasks.lists import render_list, with_default_group
from app.tasks.places import Place
from app.tasks.rows import Row, read_rows
from app.tasks.standing import Standing, read_standing
from app.tasks.views.view import Shown, View
from app.web.clock import now
from app.web.responses import piece
from app.workspaces.directory import read_directory
from app.workspaces.viewer import Viewer

MOST_ROWS = 25
"""With more rows than these the whole list is the shorter answer."""


class ListView(View):
    name, title, icon = "list", "List", "list"
    remembered = ("group", "sort")

    def render(self, viewer: Viewer, place: Place, filters: Filters, *, fresh: bool = False) -> Markup:
        return render_list(viewer, place, filters, fresh=fresh)

    @property
    def ending(self) -> str:
        return ""

    def pieces(self, page: Shown, ids: Sequence[uuid.UUID]) -> str:
        """Return the rows, the counts, and where each row stands now; what stands nowhere stays where it is seen."""
        rows, _, counts = self.read(page, ids, fresh=True)
        return self.row_pieces(page, rows) + counts

    def new_pieces(self, page: Shown, ids: Sequence[uuid.UUID]) -> str:
        """Return the new rows and where they stand, or the list anew where there was none."""
        return self.moved_pieces(page, ids)

    def moved_pieces(self, page: Shown, ids: Sequence[uuid.UUID]) -> str:
        if len(ids) > MOST_ROWS:
            return self.whole(page)
        rows, found, counts = self.read(page, ids, fresh=True)
        if len(found.stands) >= found.total or not found.total:
            return self.whole(page)
        gone = "".join(piece(f"#task-{row.ref}", "", "delete") for row in rows if row.id not in found.stands)
        return self.row_pieces(page, [row for row in rows if row.id in found.stands]) + gone + counts

    def news(self, page: Shown, ids: Sequence[uuid.UUID]) -> str:
        rows, found, counts = self.read(page, ids, fresh=False)
        if len(found.stands) >= found.total:  # a list that may have been empty has nowhere to put them
            return self.current(page)
        return self.row_pieces(page, [row for row in rows if row.id in found.stands]) + counts

    def read(self, page: Shown, ids: Sequence[uuid.UUID], *, fresh: bool) -> tuple[list[Row], Standing, str]:
        """Return these tasks as rows, where they stand, and the piece that says so beside the counts."""
        filters = self.filters_of(page, fresh=fresh)
        directory = read_directory(page.viewer, fresh=fresh)
        found = read_standing(page.viewer, filters, directory, ids, now=now(), place=page.place)
        rows = read_rows(page.viewer, list(ids), directory)
        return rows, found, counts_piece(filters, found, rows)

    def row_pieces(self, page: Shown, rows: Sequence[Row]) -> str:
        return "".join(piece(f"#task-{row.ref}", self.row_html(page, row)) for row in rows)

    def filters_of(self, page: Shown, *, fresh: bool) -> Filters:
        """Return the filters under which this view lists its tasks."""
        return with_default_group(page.viewer, page.place, page.filters, fresh=fresh)

    def row_html(self, page: Shown, row: Row) -> str:
        context = {"rows": [row], "base": page.viewer.base, "show_project": page.place.project is None}
        return render_template("tasks/_rows.html", **context)


def counts_piece(filters: Filters, found: Standing, rows: Sequence[Row]) -> str:
    """Return the counts of the list and of its groups, and where each of these rows stands (see standing.js)."""
    refs = {row.id: row.ref for row in rows}
    stands = {refs[id]: place for id, place in found.stands.items() if id in refs}
    groups = {"groups": found.groups, "stands": stands}
    html = render_template("tasks/_counts.html", filters=filters, total=found.total, late=found.late, groups=groups)
    return piece("#counts", html)
