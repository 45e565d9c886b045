"""One sentence carried over a redirect, so that a plain form also says what it did."""

from __future__ import annotations

from urllib.parse import quote, unquote

from flask import Flask, Response, g, request

COOKIE = "primo_flash"
LONGEST = 300


def init_flash(app: Flask) -> None:
    app.after_request(forget_shown)


def carry(response: Response, text: str) -> Response:
    """Show `text` on the next page."""
    response.set_cookie(COOKIE, quote(text[:LONGEST]), max_age=60, path="/", httponly=True, samesite="Lax")
    return response


def take_toasts() -> list[str]:
    """Return what the page before this one wanted said, and say it only once."""
    kept = request.cookies.get(COOKIE, "")
    g.flash_shown = bool(kept)
    return [unquote(kept)[:LONGEST]] if kept else []


def forget_shown(response: Response) -> Response:
    if g.get("flash_shown") and response.mimetype == "text/html":
        response.delete_cookie(COOKIE, path="/")
    return response
