"""How an instance does: sizes, versions, and whether its mails leave."""

from __future__ import annotations

import platform
from datetime import datetime
from typing import Any, NamedTuple

from flask import current_app
from redis.exceptions import RedisError
from sqlalchemy import text

from app.extensions import db
from app.instance.queues import opened
from app.ops.health import queue_ages
from app.ops.schema import is_behind
from app.walls import LOOK_AFTER

DATABASE = text("""
select pg_database_size(current_database()) as size, current_setting('server_version') as version,
       (select max(version_num) from alembic_version) as head""")
SENT = text("select max(sent_at) from deliveries where state = 'sent'")
STOPPED = text("""
select address, max(created_at) as at, (array_agg(error order by created_at desc))[1] as reason, count(*) as mails
  from deliveries where state = 'failed' group by address order by max(created_at) desc limit 20""")


class Stopped(NamedTuple):
    """An address that the mail server refused lately."""

    address: str
    at: datetime
    reason: str
    mails: int


class Mails(NamedTuple):
    sent_at: datetime | None
    stopped: list[Stopped]


def read_database() -> dict[str, Any]:
    """Return the size and version of the database, its migration and whether that fits this code, and what waits."""
    row = dict(db.session.execute(DATABASE).mappings().one())
    row["is_behind"] = is_behind(db.session.connection())
    ages = queue_ages()
    return row | {"outbox_age": say_age(ages["outbox_age_seconds"]), "mail_age": say_age(ages["mails_age_seconds"])}


def say_age(seconds: float) -> str:
    """Return `12 s`, `5 min` or `21 h`."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 3600 else f"{seconds / 3600:,.0f} h"


def read_redis() -> dict[str, Any] | None:
    """Return the size and version of Redis, or None while it is away or not set."""
    if not current_app.config["REDIS_URL"]:
        return None
    try:
        with opened() as redis:
            told = redis.info()
    except (RedisError, OSError):
        return None
    name = str(told.get("server_name", "redis")).capitalize()
    version = told.get("valkey_version") or told.get("redis_version")
    return {"size": int(told["used_memory"]), "version": f"{name} {version}"}


def read_mails() -> Mails:
    """Return when the last mail left, and which addresses were refused within the last month."""
    db.session.execute(text(LOOK_AFTER))
    rows = db.session.execute(STOPPED).all()
    return Mails(db.session.scalar(SENT), [Stopped(row.address, row.at, row.reason or "", row.mails) for row in rows])


def read_versions() -> dict[str, str]:
    return {"build": current_app.config["BUILD"], "python": platform.python_version()}
