"""Brings the database up to date before anything is served, and does not load the whole app to find that it is."""

import sys
from collections.abc import Mapping
from pathlib import Path

import psycopg
from alembic.script import ScriptDirectory

from app.local.children import Child, Program
from app.local.faults import from_log
from app.local.folders import CHECKOUT


def migrate(env: Mapping[str, str], log: Path) -> None:
    """Run the migrations that the database lacks, if any; what they say goes to `log`."""
    if _is_current(env["DATABASE_URL"]):
        return
    start = log.stat().st_size if log.exists() else 0
    argv = (sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade")
    child = Child(Program("migrate", argv, env=env, cwd=CHECKOUT, log=log))
    try:
        if child.process.wait() != 0:
            words = log.read_bytes()[start:].decode(errors="replace")
            raise from_log(words, f"The database cannot be brought up to date (see {log})", log)
    finally:
        child.stop()


def _is_current(database: str) -> bool:
    heads = ScriptDirectory(str(CHECKOUT / "migrations")).get_heads()
    address = database.replace("postgresql+psycopg://", "postgresql://", 1)
    try:
        with psycopg.connect(address, connect_timeout=5) as connection:
            rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    except psycopg.Error:  # The migration itself says what is wrong, or makes the table.
        return False
    return {number for (number,) in rows} == set(heads)
