"""A request id on every answer, log line and job; a well-formed `X-Correlation-ID` is taken over."""

from __future__ import annotations

import re
import time

import structlog
from flask import Flask, Response, g, request

from app.database import new_id

GIVEN = re.compile(r"^[A-Za-z0-9._-]{8,64}$")
log = structlog.get_logger("primo.request")


def init_request_ids(app: Flask) -> None:
    app.before_request(begin)
    app.after_request(end)


def begin() -> None:
    given = request.headers.get("X-Correlation-ID", "")
    g.request_id = given if GIVEN.match(given) else new_id().hex
    g.started = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def end(response: Response) -> Response:
    response.headers["X-Correlation-ID"] = g.get("request_id", "")
    if request.path not in ("/health", "/health/ready", "/ready") and not request.path.startswith("/static/"):
        took = round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1)
        log.info(
            "request",
            method=request.method,
            path=said_path(),
            endpoint=request.endpoint,
            status=response.status_code,
            ms=took,
        )
    return response


def said_path() -> str:
    """Return the path for the log; a token in it is a secret and is left out."""
    secret = "token" in (request.view_args or {})
    return request.url_rule.rule if secret and request.url_rule else request.path
