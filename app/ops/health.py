"""Is this process alive, and can it do its work."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import text

from app.database import utcnow
from app.extensions import db
from app.web.redis import redis_client

MIGRATIONS = Path(__file__).parents[2] / "migrations"
STARTED = time.monotonic()
OLD_QUEUE = 120.0
OLDEST = text("""
select extract(epoch from now() - min(at)) from events where relayed_at is null""")


def health() -> dict[str, Any]:
    return {"status": "ok", "timestamp": utcnow().isoformat(), "uptime": round(time.monotonic() - STARTED, 1)}


def readiness() -> tuple[dict[str, Any], int]:
    """Return what is up, and 503 only where the database is away or older than the code."""
    checks: dict[str, Any] = {"database": "ok", "migrations": "ok", "redis": "ok", "outbox": "ok"}
    code = 200
    try:
        checks["migrations"] = migration_state()
        age = db.session.execute(OLDEST).scalar() if checks["migrations"] == "ok" else None
        checks["outbox_age_seconds"] = round(float(age), 1) if age is not None else 0
        if checks["outbox_age_seconds"] > OLD_QUEUE:
            checks["outbox"] = "degraded"
        if checks["migrations"] != "ok":
            code = 503
    except Exception:  # whatever the driver says: without its database Primo is not ready
        db.session.remove()
        checks["database"], code = "unavailable", 503
    if not redis_answers():
        checks["redis"] = "degraded"
    status = "unavailable" if code == 503 else "degraded" if "degraded" in checks.values() else "ok"
    return {
        "status": status,
        "checks": checks,
        **{key: value for key, value in health().items() if key != "status"},
    }, code


def migration_state() -> str:
    """Return `ok`, or `behind` when the schema is older than the code; a newer schema is fine."""
    applied = {row[0] for row in db.session.execute(text("select version_num from alembic_version"))}
    scripts = ScriptDirectory(str(MIGRATIONS))
    known = {script.revision for script in scripts.walk_revisions()}
    return "ok" if set(scripts.get_heads()) <= applied or not applied <= known else "behind"


def redis_answers() -> bool:
    url = current_app.config["REDIS_URL"]
    if not url:
        return False
    try:
        return bool(redis_client(url, timeout=0.25).ping())
    except Exception:  # any failure means the same here
        return False
