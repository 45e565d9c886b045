"""Is this process alive, and can it do its work."""

from __future__ import annotations

import time
from typing import Any

import structlog
from flask import current_app
from sqlalchemy import text

from app.database import utcnow
from app.extensions import db
from app.ops.schema import is_behind
from app.walls import SWEEP
from app.web.errors import let_go
from app.web.redis import redis_client

log = structlog.get_logger("primo.ops")
STARTED = time.monotonic()
OLD = 120.0
"""Seconds after which work that waits for the worker counts as late."""
OLDEST = text("""
select extract(epoch from now() - (select min(at) from events where relayed_at is null)) as outbox,
       extract(epoch from now() - least(
           (select min(next_attempt_at) from deliveries where state = 'pending'),
           (select min(created_at) from link_requests),
           (select min(mail_at) from newcomers))) as mails""")


def health() -> dict[str, Any]:
    return {"status": "ok", "timestamp": utcnow().isoformat(), "uptime": round(time.monotonic() - STARTED, 1)}


def readiness() -> tuple[dict[str, Any], int]:
    """Return what is up, and 503 only where the database is away or its schema older than the code."""
    checks: dict[str, Any] = {
        "database": "ok",
        "migrations": "ok",
        "redis": "ok" if redis_answers() else "degraded",
        "outbox": "ok",
        "mails": "ok",
    }
    try:
        if is_behind(db.session.connection()):
            checks["migrations"] = "behind"
        else:
            checks |= queue_ages()
    except Exception as error:  # whatever the driver says: without its database Primo is not ready
        log.warning("database unavailable", error=str(error)[:300])
        checks["database"] = "unavailable"
    finally:
        let_go()
    if "unavailable" in checks.values() or "behind" in checks.values():
        return health() | {"status": "unavailable", "checks": checks}, 503
    return health() | {"status": "degraded" if "degraded" in checks.values() else "ok", "checks": checks}, 200


def queue_ages() -> dict[str, Any]:
    """Return how long the oldest event and mail have waited for the worker, in seconds, and whether that is long."""
    db.session.execute(text(SWEEP))
    ages = {
        name: max(round(float(age), 1), 0.0) if age is not None else 0.0
        for name, age in db.session.execute(OLDEST).mappings().one().items()
    }
    return {f"{name}_age_seconds": age for name, age in ages.items()} | {
        name: "degraded" if age > OLD else "ok" for name, age in ages.items()
    }


def redis_answers() -> bool:
    url = current_app.config["REDIS_URL"]
    if not url:
        return False
    try:
        with redis_client(url, timeout=0.25) as client:
            return bool(client.ping())
    except Exception:  # any failure means the same here
        return False
