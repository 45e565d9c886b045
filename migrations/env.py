"""Migrations go forward only, one process at a time, and never wait long for a lock that a page holds."""

from __future__ import annotations

from alembic import context
from sqlalchemy import text

from app import models  # noqa: F401 - every table must be known
from app.database import Base
from app.ops.owning import let_serve, owner_engine
from app.walls import raise_walls

LOCK = 7264310023


def run() -> None:
    """Run what is missing inside one transaction per migration, under a lock that other starters wait for."""
    with owner_engine().connect() as connection:
        connection.execute(text("set statement_timeout = 0"))
        connection.execute(text("set lock_timeout = '60s'"))
        connection.execute(text("select pg_advisory_lock(:key)"), {"key": LOCK})
        connection.execute(text("set lock_timeout = '4s'"))
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            transaction_per_migration=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        raise_walls(connection)
        let_serve(connection)
        connection.commit()
        connection.execute(text("select pg_advisory_unlock(:key)"), {"key": LOCK})
        connection.commit()


run()
