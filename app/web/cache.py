"""Rendered pieces kept by version: what was rendered for the same version is not rendered again.

A key holds everything the piece depends on, so an entry can be old but never wrong; Redis being away is a miss.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Flask, current_app

from app.database import utcnow
from app.extensions import cache
from app.translation.speaking import language
from app.web.redis import best_effort


def init_cache(app: Flask) -> None:
    """Keep entries in Redis where one is set, else in this process."""
    url = app.config["REDIS_URL"]
    config: dict[str, Any] = {
        "CACHE_KEY_PREFIX": "primo:cache:",
        "CACHE_DEFAULT_TIMEOUT": app.config["CACHE_SECONDS"],
    }
    if url:
        options: dict[str, Any] = {"socket_timeout": 0.25, "socket_connect_timeout": 0.25}
        if url.startswith("rediss://"):
            options["ssl_cert_reqs"] = None
        config |= {"CACHE_TYPE": "RedisCache", "CACHE_REDIS_URL": url, "CACHE_OPTIONS": options}
    else:
        config |= {"CACHE_TYPE": "SimpleCache", "CACHE_THRESHOLD": 2000}
    cache.init_app(app, config)


def cached(
    parts: tuple[Any, ...], make: Callable[[], str], *, until: Callable[[], datetime | None] | None = None
) -> tuple[str, datetime | None]:
    """Return the text made for `parts`, made now if it is not kept, and the instant at which it stops being true.

    What one language says is not kept for another. `until` is asked after `make`; None means that only a new version
    ends it.
    """
    key = digest(language(), *parts)
    with best_effort() as redis:
        if redis is not None and (kept := cache.get(key)) is not None:
            end, _, text = zlib.decompress(kept).decode().partition("\n")
            ends = datetime.fromisoformat(end) if end else None
            if ends is None or ends > utcnow():
                return text, ends
    text = make()
    ends = until() if until else None
    longest = current_app.config["CACHE_SECONDS"]
    seconds = longest if ends is None else min(int((ends - utcnow()).total_seconds()), longest)
    if seconds > 0:
        with best_effort() as redis:
            if redis is not None:
                kept_text = f"{ends.isoformat() if ends else ''}\n{text}"
                cache.set(key, zlib.compress(kept_text.encode(), 1), timeout=seconds)
    return text, ends


def digest(*parts: Any) -> str:
    """Return a short name of everything in `parts`."""
    return hashlib.sha256("\x1f".join(map(repr, parts)).encode("utf-8", "backslashreplace")).hexdigest()[:32]
