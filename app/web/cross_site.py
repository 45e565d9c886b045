"""CSRF protection: no other site sends a change in somebody's name. It works by headers; pages hold no tokens.

On unsafe methods: `Sec-Fetch-Site` when present must be same-origin or none; else `Origin` when present must be our
own; with neither no browser is asking, which is allowed without a session cookie, with a JSON body, or to a bearer
token of the API, which no browser sends by itself.
"""

from __future__ import annotations

from flask import Flask, Request, abort, request

from app.web.cookies import session_cookie

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
NOT_OURS = "This form was sent from another site. Open Primo itself and try again."
NOT_OURS_API = "With a cookie, send changes from Primo itself or as application/json. Else send a bearer token."


def init_cross_site(app: Flask) -> None:
    app.before_request(refuse_other_sites)


def refuse_other_sites() -> None:
    if request.method not in SAFE and not comes_from_us(request):
        abort(403, NOT_OURS_API if request.path.startswith("/api/") else NOT_OURS)


def comes_from_us(request: Request) -> bool:
    """Say whether an unsafe request was made by our own page, or by no browser at all."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin.lower() == request.host_url.rstrip("/").lower()
    return session_cookie(request) is None or request.mimetype == "application/json" or is_bearer(request)


def is_bearer(request: Request) -> bool:
    """Say whether a bearer token asks, which then is the only thing that says who."""
    return request.path.startswith("/api/") and request.headers.get("Authorization", "").lower().startswith("bearer ")
