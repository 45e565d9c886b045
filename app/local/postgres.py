"""The embedded PostgreSQL: one cluster in `18/` of the data folder, reached through a private socket only."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from app.local.children import Child, Program, wait_until
from app.local.clusters import check_version, cluster_name, create_cluster, make_way, plain_environment
from app.local.faults import disk_full, from_log
from app.local.folders import DataFolder
from app.local.programs import MAJOR, postgres_programs

_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_SETTINGS = (
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "timezone=UTC",
    "log_timezone=UTC",
    "logging_collector=off",
    "max_connections=200",
)


OWNER, SERVES = "primo", "primo_app"
"""The role that owns the tables, and the one that web and worker use: it reads and writes rows, nothing else."""


def url(sockets: Path, user: str = OWNER, database: str = "primo") -> str:
    """Return the address of a database, for libpq, psycopg and SQLAlchemy alike."""
    return f"postgresql://{user}@/{database}?host={quote(str(sockets), safe='/')}"


@contextmanager
def running(folder: DataFolder, sockets: Path, *, durable: bool) -> Iterator[Child]:
    """Run this folder's cluster, made on first use, with the database `primo` of the plain role `primo`."""
    check_version(folder)
    if not (folder.path / str(MAJOR)).exists():
        create_cluster(folder, durable=durable)
    with serving(folder, folder.path / str(MAJOR), sockets, durable=durable) as child:
        create_database(sockets)
        yield child


@contextmanager
def serving(folder: DataFolder, cluster: Path, sockets: Path, *, durable: bool, major: int = MAJOR) -> Iterator[Child]:
    """Serve a cluster on its socket until the block ends."""
    own = (f"unix_socket_directories={sockets}", f"cluster_name={cluster_name(cluster)}")
    settings = [*_SETTINGS, *own, *(() if durable else _QUICK)]
    log = folder.log("postgres")
    start = log.stat().st_size if log.exists() else 0
    child = Child(
        Program(
            "PostgreSQL",
            (
                str(postgres_programs(major) / "postgres"),
                "-D",
                str(cluster),
                *(f"--{setting}" for setting in settings),
            ),
            env=plain_environment(),
            cwd=Path("/"),
            account=folder.account,
            log=log,
            stop_signal=signal.SIGINT,
            orphan_signal=signal.SIGQUIT,
            patience=20.0,
            first=lambda: make_way(cluster, sockets),
        )
    )
    try:
        if not wait_until(lambda: answers(sockets), child, patience=180):
            raise from_log(log.read_bytes()[start:].decode(errors="replace"), "PostgreSQL does not start", folder.path)
        yield child
    finally:
        child.stop()


def answers(sockets: Path) -> bool:
    try:
        psycopg.connect(url(sockets, "postgres", "postgres"), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def create_database(sockets: Path, name: str = "primo") -> str:
    """Make a database of the role `primo` (never superuser) unless it exists, and return its address for that role."""
    try:
        with psycopg.connect(url(sockets, "postgres", "postgres"), autocommit=True) as connection:
            for role in (OWNER, SERVES):
                if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone():
                    made = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS")
                    connection.execute(made.format(sql.Identifier(role)))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
                statement = sql.SQL("CREATE DATABASE {} OWNER primo")
                connection.execute(statement.format(sql.Identifier(name)))
            connection.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
    except psycopg.errors.DiskFull:
        raise disk_full(sockets) from None
    return url(sockets, database=name)
