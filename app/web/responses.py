"""Answers to changes: pieces that htmx swaps in place, and a redirect for a plain form."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request
from markupsafe import Markup

from app.web.flash import carry
from app.web.given_addresses import split_address
from app.web.toasts import Offer, Typed, toast_for


def is_partial() -> bool:
    """Say whether htmx asks and wants pieces; a boosted form or link wants the whole page."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Request-Type") == "partial"


def answer_pieces(body: str, *, toast: str | None = None, undo: Offer = False, status: int = 200) -> Response:
    """Answer an htmx request with pieces (see `piece`); `toast` is said in passing.

    With `undo` the toast has a button that takes back what this request has committed.
    """
    if toast:
        body += render_template("shared/_toast.html", **toast_for(toast, undo)._asdict())
    return make_response(body, status)


def piece(selector: str, html: str, style: str = "outerMorph") -> str:
    """Wrap HTML so that htmx 4 swaps it into `selector`, wherever the request came from."""
    return f'<hx-partial hx-target="{Markup.escape(selector)}" hx-swap="{style}">{html}</hx-partial>'


def redirect_to(url: str, *, toast: str = "", undo: Offer = False, typed: Typed | None = None) -> Response:
    """Send the browser on with 303, so that a reload does not repeat the form; `toast` is said there.

    With `undo` the toast has a button that takes back what this request has committed, with `typed` one that keeps
    the line as text.
    """
    response: Response = redirect(url, code=303)  # type: ignore[assignment]  # werkzeug's base class
    return carry(response, toast, undo, typed) if toast else response


def leave_for(url: str, *, toast: str = "", undo: Offer = False) -> Response:
    """Send the browser to another page, as `redirect_to`; htmx would swap what a 303 leads to into the open one."""
    response = redirect_to(url, toast=toast, undo=undo)
    if is_partial():
        response.headers["HX-Redirect"] = response.headers.pop("Location")
        response.status_code, response.data = 200, b""
    return response


def came_from() -> str:
    """Return the path of our own page that this request was sent from, or an empty string."""
    parts = split_address(request.headers.get("HX-Current-URL") or request.referrer)
    if parts.netloc != request.host:
        return ""
    return safe_next(parts.path + (f"?{parts.query}" if parts.query else ""), "")


def safe_next(target: str | None, otherwise: str) -> str:
    """Return `target` if it is a path of our own, else `otherwise`."""
    if (
        target
        and target.startswith("/")
        and not target.startswith(("//", "/\\"))
        and not any(c in target for c in "\r\n\t")
    ):
        return target
    return otherwise
