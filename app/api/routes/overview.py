"""The figures of a workspace."""

from __future__ import annotations

from flask import Response, g, jsonify

from app.api.overview import read_overview
from app.api.routes import bp
from app.web.clock import now


@bp.get("/tasks/stats/overview")
def show_overview() -> Response:
    return jsonify(success=True, data=read_overview(g.viewer, at=now()))
