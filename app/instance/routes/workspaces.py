"""The workspaces of the instance, from outside, and how one of them is ended."""

from __future__ import annotations

import uuid

from flask import Response, make_response, render_template, request

from app.accounts.routes.asking_again import asks_again
from app.activity.nudge import nudge
from app.database import utcnow
from app.errors import Invalid
from app.extensions import db
from app.instance.routes import bp
from app.instance.routes.entry import asks_first
from app.instance.routes.people import older_than
from app.instance.workspaces import count_workspaces, delete_from_outside, get_workspace, list_workspaces
from app.texts import read_uuid
from app.translation.speaking import _
from app.web.responses import redirect_to
from app.workspaces.deleting import GRACE
from app.workspaces.models import Workspace


@bp.get("/workspaces")
@asks_first
def show_workspaces() -> str:
    found, more = list_workspaces(request.args.get("q", ""), before=read_uuid(request.args.get("before", "")))
    return render_template(
        "instance/workspaces.html",
        workspaces=found,
        number=count_workspaces(),
        chosen=request.args,
        older=older_than(more),
    )


@bp.get("/workspaces/<uuid:id>/deletion")
@asks_first
def show_workspace_deletion(id: uuid.UUID) -> str:
    return deletion_page(get_workspace(id), {})


@bp.post("/workspaces/<uuid:id>/deletion")
@asks_again
def delete_workspace_of_others(id: uuid.UUID) -> Response:
    """Close a workspace; its owners are told, and can bring it back for a while."""
    workspace = get_workspace(id)
    name = workspace.name
    try:
        delete_from_outside(workspace, request.form.get("name", ""), at=utcnow())
    except Invalid as fault:
        db.session.rollback()
        return make_response(deletion_page(get_workspace(id), fault.errors), 422)
    db.session.commit()
    nudge()
    return redirect_to("/admin/workspaces", toast=_("{name} is closed, and its owners were told.", name=name))


def deletion_page(workspace: Workspace, errors: dict[str, list[str]]) -> str:
    return render_template("instance/deletion.html", workspace=workspace, days=GRACE.days, errors=errors)
