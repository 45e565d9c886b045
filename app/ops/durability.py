"""A production database must keep what it acknowledged, through any crash."""

from __future__ import annotations

import structlog
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from app.settings import BadSettings, Settings

log = structlog.get_logger("primo.ops")
SWITCHED_OFF = text("""
select name from pg_settings
 where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off' order by name""")


def switched_off(connection: Connection) -> list[str]:
    """Return the settings of the server, as this role has them, with which a crash loses acknowledged changes."""
    return list(connection.execute(SWITCHED_OFF).scalars())


def refuse_forgetful_database(settings: Settings) -> None:
    """Refuse to start on a database that may lose changes; one that is away may come later."""
    engine = create_engine(settings.database_url, poolclass=NullPool, connect_args={"connect_timeout": 3})
    try:
        with engine.connect() as connection:
            names = switched_off(connection)
    except SQLAlchemyError as error:
        log.warning("database unavailable at start", error=str(error)[:300])
        return
    if names:
        raise BadSettings([f"the database has {', '.join(names)} off: a crash loses what people saved. {cure(names)}"])


def cure(names: list[str]) -> str:
    """Return the statements that switch these on, for the server's superuser."""
    return " ".join([f"ALTER SYSTEM SET {name} = on;" for name in names] + ["SELECT pg_reload_conf();"])
