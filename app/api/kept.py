"""Answers kept by version, as the pages are: what was written for the same version is not written again."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Response, current_app, g

from app.web.cache import cached
from app.web.clock import now
from app.workspaces.viewer import Viewer


def answer_kept(
    viewer: Viewer, *parts: Any, make: Callable[[], dict[str, Any]], until: Callable[[], datetime | None]
) -> Response:
    """Answer with what `make` gives, made once for each version, person and day, until the instant `until` gives."""
    key = (
        "api",
        viewer.workspace_id,
        viewer.version,
        viewer.member_id,
        viewer.zone.key,
        viewer.sunday_first,
        viewer.today(now()),
        current_app.config["BUILD"],
        *parts,
    )
    text, g.true_until = cached(key, lambda: json.dumps({"success": True} | make(), ensure_ascii=False), until=until)
    return Response(text, mimetype="application/json")
