"""What can be changed about a project."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, g, make_response, render_template, request

from app.database import utcnow
from app.errors import Invalid
from app.extensions import db
from app.projects.changing import change_project
from app.projects.models import Project
from app.projects.routes import bp
from app.projects.sections import list_sections
from app.projects.sharing import share as change_sharing
from app.tasks.queries import get_project
from app.web.responses import redirect_to
from app.workspaces.members import list_members
from app.workspaces.policy import can


@bp.get("/<workspace>/projects/<key>/settings")
def show_settings(key: str) -> str:
    return settings_page(get_project(g.viewer, key, to="project.edit"))


@bp.post("/<workspace>/projects/<key>/settings")
def edit(key: str) -> Response:
    """Save name, hue and key; what cannot be saved comes back with what was typed."""
    project = get_project(g.viewer, key, to="project.edit", lock=True)
    form = request.form
    try:
        change_project(
            project,
            by=g.viewer,
            name=form.get("name", project.name),
            hue=form.get("hue", project.hue),
            key=form.get("key", project.key),
        )
    except Invalid as fault:
        db.session.rollback()
        return make_response(settings_page(get_project(g.viewer, key, to="project.edit"), form, fault.errors), 422)
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/projects/{project.key}/settings", toast="Saved.")


@bp.post("/<workspace>/projects/<key>/sharing")
def share(key: str) -> Response:
    """Save who sees the project."""
    project = get_project(g.viewer, key, to="project.share", lock=True)
    is_private = request.form.get("visibility") == "private"
    try:
        change_sharing(project, is_private=is_private, ids=read_people(), by=g.viewer, at=utcnow())
    except Invalid as fault:
        db.session.rollback()
        return make_response(settings_page(get_project(g.viewer, key, to="project.edit"), errors=fault.errors), 422)
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/projects/{project.key}/settings", toast="Saved.")


def read_people() -> list[uuid.UUID]:
    """Return the people who were ticked, or raise Invalid."""
    try:
        return [uuid.UUID(id) for id in request.form.getlist("people")]
    except ValueError:
        raise Invalid({"people": ["Choose people who are in this workspace."]}) from None


def settings_page(
    project: Project,
    values: Any = None,
    errors: dict[str, list[str]] | None = None,
    typed: dict[str, str] | None = None,
) -> str:
    """Render the settings; `values` are what was typed of the project, `typed` what was typed of its sections."""
    g.nav = "inbox" if project.is_inbox else f"project:{project.key}"
    return render_template(
        "projects/settings.html",
        project=project,
        values=values or {"name": project.name, "hue": project.hue, "key": project.key},
        sections=list_sections(project),
        people=list_members(g.viewer) if can(g.viewer, "project.share", project) else [],
        errors=errors or {},
        typed=typed or {},
    )
