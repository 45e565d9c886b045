"""Redis for caches and nudges: it may be away at any time, and then nothing waits for it.

A failed call opens the breaker for a few seconds, so that a page without Redis costs one short timeout in a while.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, current_app
from redis import Redis
from redis.exceptions import RedisError

TIMEOUT = 0.25  # seconds
PAUSE = 5.0  # seconds


class Breaker:
    """A circuit breaker: closed, it lets calls through; open, for PAUSE seconds after one failed, it lets none."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.client: Redis | None = redis_client(url, timeout=TIMEOUT) if url else None
        self.open_until = 0.0

    @property
    def is_open(self) -> bool:
        return self.client is None or time.monotonic() < self.open_until

    def trip(self) -> None:
        self.open_until = time.monotonic() + PAUSE


def redis_client(url: str, timeout: float | None) -> Redis:
    """Return a client; platforms' `rediss://` with a certificate of their own is accepted."""
    options: dict[str, object] = {"socket_connect_timeout": timeout or 3, "socket_timeout": timeout}
    if url.startswith("rediss://"):
        options["ssl_cert_reqs"] = None
    return Redis.from_url(url, **options)


def init_redis(app: Flask) -> None:
    app.extensions["primo_redis"] = Breaker(app.config["REDIS_URL"])


@contextmanager
def best_effort() -> Iterator[Redis | None]:
    """Yield a client or None; a failure inside the block is swallowed and remembered."""
    breaker: Breaker = current_app.extensions["primo_redis"]
    if breaker.is_open:
        yield None
        return
    try:
        yield breaker.client
    except (RedisError, OSError):
        breaker.trip()
