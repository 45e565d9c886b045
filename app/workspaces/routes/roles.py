"""The page that says what each role may do."""

from __future__ import annotations

from flask import g, render_template

from app.workspaces.roles import list_roles
from app.workspaces.routes import bp


@bp.get("/<workspace>/settings/roles")
def show_roles() -> str:
    g.nav = "settings"
    return render_template("settings/roles.html", roles=list_roles())
