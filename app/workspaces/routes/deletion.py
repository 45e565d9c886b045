"""Deleting a workspace, and bringing it back."""

from __future__ import annotations

import uuid

from flask import Response, g, make_response, render_template, request

from app.accounts.routes.asking_again import asks_again
from app.database import utcnow
from app.errors import Invalid
from app.extensions import db
from app.translation.speaking import _
from app.web.responses import redirect_to
from app.workspaces.deleting import GRACE, bring_workspace_back, delete_workspace, list_deleted
from app.workspaces.models import Workspace
from app.workspaces.routes import bp


@bp.get("/<workspace>/settings/workspace/deletion")
def show_deletion() -> str:
    return deletion_page({})


def deletion_page(errors: dict[str, list[str]]) -> str:
    g.nav = "settings"
    return render_template("settings/deletion.html", days=GRACE.days, errors=errors)


@bp.post("/<workspace>/settings/workspace/deletion")
@asks_again
def delete() -> Response:
    workspace = db.session.get_one(Workspace, g.viewer.workspace_id)
    try:
        delete_workspace(workspace, request.form.get("name", ""), by=g.viewer, at=utcnow())
    except Invalid as fault:
        db.session.rollback()
        return make_response(deletion_page(fault.errors), 422)
    db.session.commit()
    return redirect_to("/workspaces/deleted")


@bp.get("/workspaces/deleted")
def show_deleted() -> str:
    """List what the person can still bring back."""
    return render_template("workspaces/deleted.html", deleted=list_deleted(g.account))


@bp.post("/workspaces/deleted/<uuid:id>/return")
def bring_back(id: uuid.UUID) -> Response:
    workspace = bring_workspace_back(g.account, id)
    db.session.commit()
    return redirect_to(f"/{workspace.slug}/", toast=_("{name} is back.", name=workspace.name))
