"""The workspaces of the instance, from outside."""

from __future__ import annotations

from flask import render_template, request

from app.audit.reading import read_id
from app.instance.routes import bp
from app.instance.routes.entry import asks_first
from app.instance.routes.people import older_than
from app.instance.workspaces import count_workspaces, list_workspaces


@bp.get("/workspaces")
@asks_first
def show_workspaces() -> str:
    found, more = list_workspaces(request.args.get("q", ""), before=read_id(request.args.get("before", "")))
    return render_template(
        "instance/workspaces.html",
        workspaces=found,
        number=count_workspaces(),
        chosen=request.args,
        older=older_than(more),
    )
