"""The database: is it there, does it keep what it acknowledges, does it fit this code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from app.database import utcnow
from app.ops.doctor.findings import Finding, fault, first_line, ok, warning
from app.ops.durability import cure, switched_off
from app.ops.schema import is_behind
from app.walls import list_unwalled

OLDEST = 15
SKEW = 5.0
"""Seconds by which two clocks may differ before due times look wrong."""
WORKER = 6
"""Connections the worker process may hold at once."""
STREAMS = 1
"""Connections with which a web process asks who may still read the streams it holds."""
ABOUT = "Database"
OWNS = text("""
select current_user, exists (
    select from pg_class where relowner = (select oid from pg_roles where rolname = current_user) and relkind = 'r')""")
SERVER = text("""
select current_setting('server_version_num')::int / 10000 as major, current_setting('server_version') as version,
       current_setting('server_encoding') as encoding, pg_is_in_recovery() as is_copy,
       current_user as role, rolsuper as superuser, rolbypassrls as bypasses, rolconnlimit as role_limit,
       current_setting('max_connections')::int as server_limit, clock_timestamp() as now
  from pg_roles where rolname = current_user""")


def examine_database(url: str, environ: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is right and wrong with the database at this address."""
    try:
        engine = create_engine(url, poolclass=NullPool, connect_args={"connect_timeout": 5})
        with engine.connect() as connection:
            yield from examine_server(connection, environ)
            yield from examine_schema(connection)
            yield from examine_walls(connection)
            yield from examine_rights(connection)
    except SQLAlchemyError as error:
        reason = first_line(getattr(error, "orig", None) or error)
        yield fault(ABOUT, f"cannot be reached: {reason}. Check DATABASE_URL, and that the server is running.")


def examine_server(connection: Connection, environ: Mapping[str, str]) -> Iterator[Finding]:
    server = connection.execute(SERVER).one()
    if server.major < OLDEST:
        yield fault(ABOUT, f"is PostgreSQL {server.version}. Primo needs {OLDEST} or newer.")
    else:
        yield ok(ABOUT, f"PostgreSQL {server.version} answers, as the role {server.role}.")
    if server.encoding != "UTF8":
        yield fault(ABOUT, f"has the encoding {server.encoding}. Make it anew with ENCODING 'UTF8'.")
    if server.is_copy:
        yield fault(ABOUT, "is a copy that only reads. Point DATABASE_URL at the primary server.")
    if server.superuser or server.bypasses:
        yield fault(
            ABOUT,
            f"role {server.role} is above the walls between workspaces. Give Primo a role of its own: "
            "CREATE ROLE primo LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '…'; and make it the database's owner.",
        )
    if names := switched_off(connection):
        yield fault(ABOUT, f"has {', '.join(names)} off: a crash loses what people saved. {cure(names)}")
    if (skew := abs((server.now - utcnow()).total_seconds())) > SKEW:
        yield warning(ABOUT, f"clock differs from this machine’s by {skew:.0f} seconds. Let both follow a time server.")
    limit = min(count for count in (server.role_limit, server.server_limit) if count >= 0)
    if (need := connections_needed(environ)) > limit:
        yield warning(
            ABOUT,
            f"allows {limit} connections and one web and one worker process group may ask for {need}. "
            "Lower WEB_CONCURRENCY or WEB_THREADS.",
        )


def connections_needed(environ: Mapping[str, str]) -> int:
    """Return how many connections web and worker may hold: a busy thread needs one, and so do its streams."""
    return int(environ.get("WEB_CONCURRENCY") or 2) * (int(environ.get("WEB_THREADS") or 4) + STREAMS) + WORKER


def examine_schema(connection: Connection) -> Iterator[Finding]:
    if is_behind(connection):
        yield fault(ABOUT, "has tables older than this code. Run: flask --app wsgi db upgrade")
    else:
        yield ok(ABOUT, "Its tables fit this code.")


def examine_walls(connection: Connection) -> Iterator[Finding]:
    """Yield whether row-level security keeps workspaces apart where a query forgets to."""
    if open_tables := list_unwalled(connection):
        yield fault(
            ABOUT,
            f"shows the rows of every workspace in {', '.join(open_tables)}. Run: flask --app wsgi walls raise",
        )
    else:
        yield ok(ABOUT, "Row-level security stands between workspaces.")


def examine_rights(connection: Connection) -> Iterator[Finding]:
    """Yield whether the role that serves could change the tables themselves."""
    role, owns = connection.execute(OWNS).one()
    if owns:
        words = f"The role {role} serves and owns the tables; the wall binds it all the same."
        yield ok(ABOUT, f"{words} A second role can part the two: DATABASE_OWNER_URL.")
    else:
        yield ok(ABOUT, f"The role {role} serves and owns nothing: it reads and writes rows.")
