"""The figures of a workspace."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Response, g

from app.api.kept import answer_kept
from app.api.overview import read_figures
from app.api.routes import bp
from app.web.clock import now
from app.workspaces.etags import versioned


@bp.get("/tasks/stats/overview")
@versioned
def show_overview() -> Response:
    ends: list[datetime | None] = []

    def make() -> dict[str, Any]:
        figures, end = read_figures(g.viewer, at=now())
        ends.append(end)
        return {"data": figures}

    return answer_kept(g.viewer, "overview", make=make, until=lambda: ends[0])
