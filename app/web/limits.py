"""Rate limits by network, counted in Redis and, when that is away, in each process."""

from __future__ import annotations

import math
import time

from flask import Flask, Response, current_app, request

from app.extensions import limiter


def init_limits(app: Flask) -> None:
    url = app.config["REDIS_URL"]
    app.config |= {
        "RATELIMIT_ENABLED": app.config["RATE_LIMIT_ENABLED"],
        "RATELIMIT_STORAGE_URI": storage_uri(url),
        "RATELIMIT_STORAGE_OPTIONS": {"socket_timeout": 0.25, "socket_connect_timeout": 0.25} if url else {},
        "RATELIMIT_DEFAULT": app.config["RATE_LIMIT_DEFAULT"],
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
        "RATELIMIT_SWALLOW_ERRORS": True,  # of requests that meet a dead Redis at once, only one falls back
        "RATELIMIT_HEADERS_ENABLED": False,
        "RATELIMIT_KEY_PREFIX": "primo",
        "RATELIMIT_STRATEGY": "fixed-window",
    }
    limiter.request_filter(lambda: request.endpoint in ("static", "ops.show_health", "ops.show_ready"))
    limiter.init_app(app)
    app.after_request(say_when)


def say_when(response: Response) -> Response:
    """Tell whoever asked too often when to come back."""
    limit = limiter.current_limit
    if response.status_code == 429 and limit is not None and limit.breached:
        response.headers.setdefault("Retry-After", str(max(1, math.ceil(limit.reset_at - time.time()))))
    return response


def storage_uri(url: str) -> str:
    """Return what the limiter calls this Redis; it names sockets another way."""
    if url.startswith("unix://"):
        return "redis+" + url
    if url.startswith("rediss://") and "ssl_cert_reqs" not in url:
        return url + ("&" if "?" in url else "?") + "ssl_cert_reqs=none"
    return url or "memory://"


def auth_limit() -> str:
    """Return how often one network may knock at the doors: sign-up, failed sign-ins, resets, invitations."""
    limit: str = current_app.config["RATE_LIMIT_AUTH"]
    return limit
