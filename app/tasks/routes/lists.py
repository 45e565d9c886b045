"""Lists over the whole workspace, and later pages of any list."""

from __future__ import annotations

from flask import g, render_template, request

from app.tasks.filters import read_filters
from app.tasks.listing import read_listing
from app.tasks.lists import list_context, render_list, with_default_group
from app.tasks.queries import get_project
from app.tasks.routes import bp
from app.web.clock import now
from app.workspaces.directory import read_directory
from app.workspaces.etags import versioned


@bp.get("/<workspace>/tasks")
@versioned
def list_tasks() -> str:
    g.nav = "tasks"
    filters = read_filters(request.args)
    return render_template(
        "tasks/index.html",
        filters=filters,
        list=render_list(g.viewer, filters, None),
        focus_search=request.args.get("focus") == "q",
    )


@bp.get("/<workspace>/tasks/rows")
@bp.get("/<workspace>/projects/<key>/rows", endpoint="list_project_rows")
@versioned
def list_rows(key: str | None = None) -> str:
    """Render the next page of one group: its rows, and the link to the page after."""
    project = get_project(g.viewer, key, to="project.view") if key else None
    filters = with_default_group(g.viewer, read_filters(request.args), project, fresh=False)
    directory = read_directory(g.viewer)
    listing = read_listing(g.viewer, filters, directory, now=now(), project_id=project.id if project else None)
    g.true_until = listing.true_until
    return render_template("tasks/_more.html", **list_context(g.viewer, filters, project, directory, listing))
