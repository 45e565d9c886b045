"""The links of a task or a project: listing, making, changing and ending them."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, g, make_response, render_template, request

from app.database import utcnow
from app.errors import Invalid
from app.extensions import db
from app.projects.models import Project
from app.shares.making import change_rights, create_link, end_link, get_link, list_links, share_token
from app.shares.models import ShareLink
from app.shares.routes import bp
from app.tasks.models import Task
from app.tasks.queries import get_project, get_task
from app.tasks.refs import TaskRef
from app.web.addresses import public_address
from app.web.responses import redirect_to

NO_ADDRESS = "A link must say where Primo is. Whoever runs it has to set PUBLIC_URL first."


@bp.get("/<workspace>/tasks/<ref:ref>/links")
def show_task_links(ref: TaskRef) -> str:
    return links_page(get_task(g.viewer, ref, to="share.manage"))


@bp.post("/<workspace>/tasks/<ref:ref>/links")
def create_task_link(ref: TaskRef) -> Response:
    return create(get_task(g.viewer, ref, to="share.manage"))


@bp.get("/<workspace>/projects/<key>/links")
def show_project_links(key: str) -> str:
    return links_page(get_project(g.viewer, key, to="share.manage"))


@bp.post("/<workspace>/projects/<key>/links")
def create_project_link(key: str) -> Response:
    return create(get_project(g.viewer, key, to="share.manage"))


def create(shown: Task | Project) -> Response:
    """Make a link and show it this once."""
    form = request.form
    try:
        if not public_address():
            raise Invalid({"rights": [NO_ADDRESS]})
        link = create_link(
            shown,
            rights=form.get("rights", ""),
            lasts=form.get("lasts", ""),
            password=form.get("password", ""),
            by=g.viewer,
            at=utcnow(),
        )
    except Invalid as fault:
        return make_response(links_page(shown, errors=fault.errors, values=form), 422)
    db.session.commit()
    return make_response(links_page(shown, made=f"{public_address()}/share/{share_token(link)}"))


@bp.post("/<workspace>/links/<uuid:id>/rights")
def save_right(id: uuid.UUID) -> Response:
    link = get_link(g.viewer, id)
    change_rights(link, request.form.get("rights", ""), by=g.viewer)
    db.session.commit()
    return redirect_to(links_url(link), toast="Saved.")


@bp.post("/<workspace>/links/<uuid:id>/revocation")
def revoke(id: uuid.UUID) -> Response:
    link = get_link(g.viewer, id)
    end_link(link, by=g.viewer, at=utcnow())
    db.session.commit()
    return redirect_to(links_url(link), toast="The link has ended.")


def links_url(link: ShareLink) -> str:
    """Return the page that lists this link with the others."""
    if link.task_id is not None:
        return f"{g.viewer.base}/tasks/{get_task(g.viewer, link.task_id, to='share.manage', trashed=True).ref}/links"
    project = db.session.get_one(Project, {"workspace_id": link.workspace_id, "id": link.project_id})
    return f"{g.viewer.base}/projects/{project.key}/links"


def links_page(
    shown: Task | Project, *, made: str = "", errors: dict[str, list[str]] | None = None, values: Any = None
) -> str:
    if isinstance(shown, Task):
        name, path = shown.title, f"tasks/{shown.ref}"
    else:
        name, path = shown.name, f"projects/{shown.key}"
    return render_template(
        "shares/links.html",
        name=name,
        is_task=isinstance(shown, Task),
        url=f"{g.viewer.base}/{path}",
        links=list_links(shown),
        made=made,
        errors=errors or {},
        values=values or {},
        now=utcnow(),
    )
