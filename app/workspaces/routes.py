"""A workspace's front door."""

from __future__ import annotations

from flask import Blueprint, Response, g

from app.projects.sidebar import read_sidebar
from app.web.responses import redirect_to

bp = Blueprint("workspaces", __name__)


@bp.get("/<workspace>/")
def show_home() -> Response:
    """Open where captured things land."""
    inbox = read_sidebar(g.viewer).inbox
    return redirect_to(inbox.url if inbox else f"{g.viewer.base}/tasks")
