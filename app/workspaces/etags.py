"""Pages that have not changed are not rendered: the prologue's version answers `If-None-Match` by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from flask import Response, current_app, g, make_response, request

from app.database import utcnow
from app.translation.speaking import language
from app.web.cache import digest
from app.web.cookies import flash_cookie

DAYS_KEPT = "private, no-cache"
LONGEST_END = 12


def versioned(view: Callable[..., Any]) -> Callable[..., Any]:
    """Answer 304 while the workspace, the viewer, the day and the build are the same as last time.

    A page that shows times which pass (something becomes late) sets `g.true_until`; the tag carries that instant.
    """

    @wraps(view)
    def tagged(*args: Any, **kwargs: Any) -> Any:
        name = page_name()
        if is_still_true(name):
            return with_tag(Response(status=304), request.headers["If-None-Match"].strip('W/"'))
        response = make_response(view(*args, **kwargs))
        if response.status_code == 200:
            end: datetime | None = g.get("true_until")
            with_tag(response, f"{name}.{int(end.timestamp()) if end else 0}")
        return response

    return tagged


def page_name() -> str:
    viewer = g.viewer
    account = viewer.account
    return digest(
        request.full_path,
        viewer.workspace_id,
        viewer.version,
        viewer.member_id,
        viewer.role,
        viewer.unread,
        viewer.settings_version,
        viewer.factor_due,
        account.name,
        account.theme,
        account.single_keys,
        account.sunday_first,
        account.date_order,
        account.language,
        language(),
        account.time_zone,
        viewer.today(utcnow()),
        current_app.config["BUILD"],
        request.headers.get("HX-Request"),
        request.headers.get("HX-Request-Type"),
        flash_cookie(request),
    )


def is_still_true(name: str) -> bool:
    tag = request.headers.get("If-None-Match", "").strip('W/"')
    known, _, end = tag.partition(".")
    if known != name or not end.isdecimal() or len(end) > LONGEST_END:
        return False
    return end == "0" or int(end) > utcnow().timestamp()


def with_tag(response: Response, tag: str) -> Response:
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = DAYS_KEPT
    return response
