"""Every refusal becomes an answer people can act on: a page, a fragment for htmx, or JSON for the API."""

from __future__ import annotations

from typing import Any

import psycopg
import structlog
from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_limiter import RateLimitExceeded
from sqlalchemy.exc import DataError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from app.errors import Conflict, DomainError, Forbidden, Invalid, NeedsConfirmation, NotFound, TooMany
from app.extensions import db
from app.translation.speaking import _
from app.web.responses import is_partial

log = structlog.get_logger("primo.errors")
STATUSES: dict[type[DomainError], int] = {
    NotFound: 404,
    Forbidden: 403,
    Conflict: 409,
    NeedsConfirmation: 409,
    Invalid: 422,
    TooMany: 429,
}
# Statements of the hot pages run on the driver's own connection, whose errors SQLAlchemy does not wrap.
TOO_LONG = psycopg.errors.IdleInTransactionSessionTimeout
"""PostgreSQL ended the connection of a request that had no turn on its machine for too long."""
AWAY = (OperationalError, InterfaceError, PoolTimeout, psycopg.OperationalError, psycopg.InterfaceError, TOO_LONG)
UNFIT = (DataError, psycopg.DataError, UnicodeError)
PAGES = {400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503}


def init_errors(app: Flask) -> None:
    app.register_error_handler(DomainError, answer_domain_error)
    app.register_error_handler(HTTPException, answer_http_error)
    for away in AWAY:
        app.register_error_handler(away, answer_no_database)
    app.register_error_handler(InternalError, answer_internal_error)
    for unfit in UNFIT:
        app.register_error_handler(unfit, answer_bad_data)
    app.register_error_handler(Exception, answer_crash)


def answer_internal_error(error: InternalError) -> Response:
    return answer_no_database(error) if isinstance(error.orig, TOO_LONG) else answer_crash(error)


def answer_domain_error(error: DomainError) -> Response:
    db.session.rollback()
    status = next(status for kind, status in STATUSES.items() if isinstance(error, kind))
    is_plain = isinstance(error, NotFound) and error.message == _(NotFound.message)
    return answer(status, None if is_plain else error.message, getattr(error, "errors", None))


def answer_http_error(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    default = isinstance(error, RateLimitExceeded) or error.description == type(error).description
    return answer(error.code or 500, None if default else error.description, headers=dict(error.get_headers()))


def answer_no_database(error: Exception) -> Response:
    cause = getattr(error, "orig", error)
    is_slow = isinstance(cause, psycopg.errors.LockNotAvailable | psycopg.errors.QueryCanceled)
    log.error("database too slow" if is_slow else "database unavailable", error=str(error)[:300])
    let_go()
    return answer(503, TOO_SLOW if is_slow else None, headers={"Retry-After": "5"})


def answer_bad_data(error: Exception) -> Response:
    db.session.rollback()
    log.warning("refused data", error=str(error)[:300])
    return answer(400, None)


def answer_crash(error: Exception) -> Response:
    let_go()
    log.exception("crash", exc_info=error)
    return answer(500, None)


def let_go() -> None:
    """End the session; where the server has ended the connection, there is nothing left to roll back."""
    try:
        db.session.remove()
    except AWAY:
        db.session.registry.clear()


def answer(
    status: int,
    message: str | None,
    errors: dict[str, list[str]] | None = None,
    headers: dict[str, Any] | None = None,
) -> Response:
    """Return the refusal in the form the client understands."""
    if status >= 500:
        g.viewer = None  # a page of a workspace would ask the database, which may be what is wrong
    if request.path.startswith("/api/"):
        response = jsonify(
            success=False, message=_(message or TITLES.get(status, "That did not work.")), errors=errors or {}
        )
    elif is_partial():
        text = _(GONE if status == 404 and not message else message or TITLES.get(status, "That did not work."))
        response = make_response(render_template("shared/_toast.html", text=text, refused=True))
    else:
        page = status if status in PAGES else 400 if status < 500 else 500
        response = make_response(
            render_template(f"errors/{page}.html", message=message, request_id=g.get("request_id", ""))
        )
    response.status_code = status
    for name, value in (headers or {}).items():
        if name in ("Retry-After", "Allow", "WWW-Authenticate"):
            response.headers[name] = value
    return response


TOO_SLOW = "Too much is going on here just now. Nothing was changed; try again in a few seconds."
TOO_MANY_DOWNLOADS = "Too many downloads are under way. Try again when one of them has ended."
GONE = "This is gone, or you cannot see it any more. Reload the page."
TITLES = {
    400: "This request could not be read.",
    401: "Sign in first.",
    403: "You may not do this.",
    404: "This page is not here.",
    405: "This page does not take that.",
    409: "Someone changed this while you were writing.",
    413: "This is too large. Send at most 1 MB.",
    415: "Send this as a form or as JSON.",
    422: "Some fields need another look.",
    429: "That was too often. Wait a few minutes and try again.",
    500: "Something went wrong on our side. What you typed is still in the page.",
    503: "Primo cannot reach its database just now. Try again in a few seconds.",
}
