"""Two roles, where there are two: one owns the tables and changes them, the other serves and only touches rows.

`DATABASE_OWNER_URL` names the owner: migrations, walls and backups go by it. Without, one role does both, and the walls
bind it all the same (see `walls.py`).
"""

from __future__ import annotations

from flask import current_app
from sqlalchemy import URL, Connection, Engine, create_engine, inspect, make_url, text
from sqlalchemy.pool import NullPool

RIGHTS = (
    "grant usage on schema {schema} to {role}",
    "grant select, insert, update, delete on all tables in schema {schema} to {role}",
    "grant usage, select on all sequences in schema {schema} to {role}",
)
BUT = {
    "audit_entries": "revoke update, delete on audit_entries from {role}",
    "alembic_version": "revoke insert, update, delete on alembic_version from {role}",
}
"""What is only added to, and what is only read."""


def owner_address() -> URL:
    settings = current_app.config["SETTINGS"]
    return make_url(settings.database_owner_url or settings.database_url)


def owner_engine() -> Engine:
    """Return an engine that keeps no connection, of the role that owns the tables."""
    return create_engine(owner_address(), poolclass=NullPool)


def serving_role() -> str | None:
    """Return the name of the role that serves, if another one owns the tables."""
    serving = make_url(current_app.config["SETTINGS"].database_url).username
    return serving if serving != owner_address().username else None


def let_serve(connection: Connection) -> None:
    """Let the role that serves read and write the rows of every table, and nothing else; harmless twice."""
    if role := serving_role():
        quote = connection.dialect.identifier_preparer.quote
        schema: str = connection.scalars(text("select current_schema()")).one()
        there = inspect(connection).get_table_names()
        for right in (*RIGHTS, *(line for table, line in BUT.items() if table in there)):
            connection.exec_driver_sql(right.format(schema=quote(schema), role=quote(role)))
