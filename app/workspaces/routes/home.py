"""A workspace's front door, and new workspaces."""

from __future__ import annotations

from flask import Response, g, make_response, render_template, request

from app.accounts.locking import lock_account
from app.database import utcnow
from app.errors import Invalid
from app.extensions import db
from app.projects.sidebar import read_sidebar
from app.web.responses import redirect_to
from app.workspaces.creating import create_workspace
from app.workspaces.models import Role
from app.workspaces.routes import bp


@bp.get("/<workspace>/")
def show_home() -> Response:
    """Open where captured things land; guests, who capture nothing, what they are let into."""
    sidebar = read_sidebar(g.viewer)
    if g.viewer.role == Role.GUEST:
        return redirect_to(sidebar.projects[0].url if sidebar.projects else f"{g.viewer.base}/projects")
    inbox = sidebar.inbox
    return redirect_to(inbox.url if inbox else f"{g.viewer.base}/tasks")


@bp.get("/workspaces/new")
def show_new_workspace() -> str:
    return render_template("workspaces/new.html", values={}, errors={})


@bp.post("/workspaces/new")
def create() -> Response:
    """Make a workspace and lead to its people: alone one has a workspace already."""
    try:
        user = lock_account(g.account)
        workspace, _ = create_workspace(user, request.form.get("name", ""), at=utcnow())
    except Invalid as fault:
        db.session.rollback()
        return make_response(render_template("workspaces/new.html", values=request.form, errors=fault.errors), 422)
    db.session.commit()
    return redirect_to(f"/{workspace.slug}/settings/members", toast="The workspace is ready. Invite people, or begin.")
