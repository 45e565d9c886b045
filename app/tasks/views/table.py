"""The table: one row for each task, in columns one chooses, changed in the cell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import g, render_template
from markupsafe import Markup

from app.projects.company import list_company, list_label_names
from app.tasks.columns import COLUMNS, TITLE, columns_of
from app.tasks.fields import PRIORITIES, STATUSES
from app.tasks.filters import Filters
from app.tasks.listing import read_listing
from app.tasks.places import Place
from app.tasks.rows import Row
from app.tasks.views.list import ListView
from app.tasks.views.view import Shown
from app.web.clock import now
from app.workspaces.directory import read_directory
from app.workspaces.viewer import Viewer


class TableView(ListView):
    name, title, icon = "table", "Table", "table"
    options = ("columns",)
    remembered = ("sort", "columns")

    def render(self, viewer: Viewer, place: Place, filters: Filters, *, fresh: bool = False) -> Markup:
        directory = read_directory(viewer, fresh=fresh)
        filters = replace(filters, group="")
        listing = read_listing(viewer, filters, directory, now=now(), place=place)
        if not fresh:
            g.true_until = listing.true_until
        context = table_context(viewer, place, filters) | {
            "listing": listing,
            "rows": listing.parts[0].rows,
            "next": listing.parts[0].next,
            "directory": directory,
            "people": list_company(viewer),
            "labels": list_label_names(viewer, directory),
            "STATUSES": STATUSES,
            "PRIORITIES": PRIORITIES,
        }
        return Markup(render_template("tasks/_table.html", **context))  # noqa: S704 - rendered by our own template

    @property
    def ending(self) -> str:
        return f"/{self.name}"

    def filters_of(self, page: Shown, *, fresh: bool) -> Filters:
        return replace(page.filters, group="")

    def row_html(self, page: Shown, row: Row) -> str:
        context = table_context(page.viewer, page.place, page.filters)
        return render_template("tasks/_table_rows.html", rows=[row], **context)


def table_context(viewer: Viewer, place: Place, filters: Filters) -> dict[str, Any]:
    """Return what the table and each of its rows need."""
    return {
        "place": place,
        "filters": filters,
        "path": f"{place.path}/table",
        "base": viewer.base,
        "heads": [TITLE, *columns_of(filters, many_projects=place.project is None)],
        "ALL_COLUMNS": COLUMNS,
    }
