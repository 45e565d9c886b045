"""The limits of a board's columns."""

from __future__ import annotations

from flask import Response, g, request

from app.extensions import db
from app.projects.limits import limit_column, read_limit
from app.projects.routes import bp
from app.tasks.queries import get_project
from app.tasks.swaps import swap_place
from app.web.responses import is_partial, redirect_to


@bp.post("/<workspace>/projects/<key>/limits")
def save_limit(key: str) -> Response:
    project = get_project(g.viewer, key, to="project.edit", lock=True)
    limit_column(project, request.form.get("column", ""), read_limit(request.form.get("limit", "")), by=g.viewer)
    db.session.commit()
    if not is_partial():
        return redirect_to(f"{g.viewer.base}/projects/{project.key}/board")
    return swap_place(project)
