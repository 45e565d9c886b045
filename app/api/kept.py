"""Answers kept by version, as the pages are: what was written for the same version is not written again."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Response, g

from app.tasks.keeping import own_key
from app.web.cache import cached
from app.workspaces.viewer import Viewer


def answer_kept(
    viewer: Viewer, *parts: Any, make: Callable[[], dict[str, Any]], until: Callable[[], datetime | None]
) -> Response:
    """Answer with what `make` gives, made once for each version, person and day, until the instant `until` gives."""
    key = own_key("api", viewer, *parts)
    text, g.true_until = cached(key, lambda: json.dumps({"success": True} | make(), ensure_ascii=False), until=until)
    return Response(text, mimetype="application/json")
