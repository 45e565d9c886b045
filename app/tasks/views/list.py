"""The list: a place's own address, and the view it opens in."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask import render_template
from markupsafe import Markup

from app.tasks.filters import Filters
from app.tasks.listing import read_counts, read_group_counts
from app.tasks.lists import render_list, with_default_group
from app.tasks.places import Place
from app.tasks.rows import Row, read_rows
from app.tasks.views.view import Shown, View
from app.web.clock import now
from app.web.responses import piece
from app.workspaces.directory import Directory, read_directory
from app.workspaces.viewer import Viewer


class ListView(View):
    name, title, icon = "list", "List", "list"
    remembered = ("group", "sort")

    def render(self, viewer: Viewer, place: Place, filters: Filters, *, fresh: bool = False) -> Markup:
        return render_list(viewer, place, filters, fresh=fresh)

    @property
    def ending(self) -> str:
        return ""

    def pieces(self, page: Shown, ids: Sequence[uuid.UUID]) -> str:
        """Return the rows where they stand, and the counts."""
        directory = read_directory(page.viewer, fresh=True)
        rows = read_rows(page.viewer, list(ids), directory)
        return "".join(piece(f"#task-{row.ref}", row_html(page, [row])) for row in rows) + groups_piece(
            page, rows, directory
        )

    def new_pieces(self, page: Shown, ids: Sequence[uuid.UUID]) -> str:
        """Return the new rows for the end of the list, or the list anew where the end is not their place."""
        filters = with_default_group(page.viewer, page.place, page.filters, fresh=True)
        if page.place.project is None or not filters.shows_new_at_end:
            return self.whole(page)
        directory = read_directory(page.viewer, fresh=True)
        rows = [row for row in read_rows(page.viewer, list(ids), directory) if row.parent_id is None]
        counts, total = counts_piece(page)
        if not rows or total <= len(ids):
            return self.whole(page)
        group = str(rows[0].section_id or "none") if filters.group else "all"
        return piece(f"#rows-{group}", row_html(page, rows), "beforeend") + counts


def row_html(page: Shown, rows: list[Row]) -> str:
    context = {"rows": rows, "base": page.viewer.base, "show_project": page.place.project is None}
    return render_template("tasks/_rows.html", **context)


def groups_piece(page: Shown, rows: list[Row], directory: Directory) -> str:
    """Return the counts of the list and of its groups, and the group each changed task stands in (see groups.js)."""
    filters = with_default_group(page.viewer, page.place, page.filters, fresh=True)
    if filters.group in ("", "none"):
        return counts_piece(page)[0]
    ids = [row.id for row in rows]
    counts = read_group_counts(page.viewer, filters, directory, ids, now=now(), place=page.place)
    stands = {row.ref: counts.stands[row.id] for row in rows if row.id in counts.stands}
    groups = {"groups": counts.groups, "stands": stands}
    html = render_template("tasks/_counts.html", filters=filters, total=counts.total, late=counts.late, groups=groups)
    return piece("#counts", html)


def counts_piece(page: Shown) -> tuple[str, int]:
    """Return the piece that says how many tasks the list has, and that number."""
    total, late = read_counts(page.viewer, page.filters, now=now(), place=page.place)
    html = render_template("tasks/_counts.html", filters=page.filters, total=total, late=late)
    return piece("#counts", html), total
