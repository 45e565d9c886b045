"""What a workspace is called, and what it asks of who enters."""

from __future__ import annotations

from flask import Response, g, make_response, render_template, request

from app.accounts.routes.asking_again import asks_again
from app.database import utcnow
from app.errors import Invalid
from app.extensions import db
from app.web.responses import redirect_to
from app.workspaces.models import Workspace
from app.workspaces.renaming import rename_workspace
from app.workspaces.requiring_factors import choice_of, count_without, require_factor
from app.workspaces.routes import bp


@bp.get("/<workspace>/settings/workspace")
def show_settings() -> str:
    return settings_page(g.viewer.workspace_name, {})


def settings_page(name: str, errors: dict[str, list[str]]) -> str:
    g.nav = "settings"
    workspace = db.session.get_one(Workspace, g.viewer.workspace_id)
    return render_template(
        "settings/workspace.html",
        name=name,
        errors=errors,
        required=choice_of(workspace, at=utcnow()),
        required_from=workspace.factor_required_from,
        without=count_without(g.viewer),
    )


@bp.post("/<workspace>/settings/workspace")
def rename() -> Response:
    workspace = db.session.get_one(Workspace, g.viewer.workspace_id)
    try:
        rename_workspace(workspace, request.form.get("name", ""), by=g.viewer)
    except Invalid as fault:
        db.session.rollback()
        return make_response(settings_page(request.form.get("name", ""), fault.errors), 422)
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/settings/workspace", toast="Renamed.")


@bp.post("/<workspace>/settings/workspace/second-factor")
@asks_again
def save_required_factor() -> Response:
    """Ask everyone here for a second factor, or no more."""
    workspace = db.session.get_one(Workspace, g.viewer.workspace_id)
    try:
        require_factor(workspace, request.form.get("required", ""), by=g.viewer, at=utcnow())
    except Invalid as fault:
        db.session.rollback()
        return make_response(settings_page(g.viewer.workspace_name, fault.errors), 422)
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/settings/workspace", toast="Saved.")
