"""Migrations lead from nothing to what the models say, in one line, and hold no lock that a page waits for."""

from __future__ import annotations

import re
import subprocess
import sysconfig
from pathlib import Path
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection

from app import create_app, settings
from app.database import Base
from app.extensions import db
from app.local.stores import Stores
from app.ops.owning import owner_engine
from tests.rules.tree import ROOT

FIRST = "0001"
ALLOWED = ("prefer-robust-stmts", "prefer-bigint-over-int", "prefer-text-field", "prefer-identity", "ban-char-field")
"""Rules of the linter that are matters of taste, or need no lock."""
WALLED = "0013"
ROWS = re.compile(r"\b(update\s+\w+\s+set|delete\s+from|insert\s+into)\b", re.IGNORECASE)
FUNCTION = re.compile(r"\$\$.*?\$\$", re.DOTALL)
CHANGE = re.compile(r"(?!.*alembic_version)(alter|create|drop|update|delete|insert)\b", re.IGNORECASE | re.DOTALL)


def scripts() -> ScriptDirectory:
    return ScriptDirectory(str(ROOT / "migrations"))


def test_there_is_one_line_of_migrations() -> None:
    assert len(scripts().get_heads()) == 1
    assert [script.revision for script in scripts().walk_revisions()][-1] == FIRST
    for script in scripts().walk_revisions():
        assert script.doc.strip(), script.path


def test_the_migrated_database_is_what_the_models_say(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": False})
        assert compare_metadata(context, Base.metadata) == []


def test_checks_and_predicates_are_what_the_models_say(app: Flask) -> None:
    """What the comparison above does not see: the conditions of checks, indexes and orders."""
    modelled, migrated = catalogue(create_with_models(app)), catalogue(db.engine.connect())
    assert len(modelled) > 200
    assert modelled ^ migrated == set()


def create_with_models(app: Flask) -> Connection:
    """Return a connection to a schema of its own that the models made."""
    connection = owner_engine().connect()
    connection.exec_driver_sql("create schema modelled")
    connection.exec_driver_sql("set local search_path to modelled")
    Base.metadata.create_all(connection)
    return connection


def catalogue(connection: Connection) -> set[tuple[str, str]]:
    """Return every constraint, index and column as PostgreSQL writes it, without the schema's name."""
    query = """
        select conname::text, pg_get_constraintdef(oid) from pg_constraint
         where connamespace = current_schema()::regnamespace and contype <> 'n'
        union select indexname::text, indexdef from pg_indexes where schemaname = current_schema()
        union select table_name || '.' || column_name, concat_ws(' ', data_type, character_maximum_length, is_nullable,
                     collation_name) from information_schema.columns where table_schema = current_schema()"""
    with connection:
        schema = connection.exec_driver_sql("select current_schema()").scalar()
        rows = connection.exec_driver_sql(query).all()
        connection.rollback()
    return {(name, text.replace(f"{schema}.", "")) for name, text in rows if not name.startswith("alembic_version")}


@pytest.fixture
def later(environment: dict[str, str], urls: Stores) -> str:
    """The statements of every migration after the first one, run from an empty database."""
    address = urls.create_database(f"primo_{uuid4().hex[:12]}")
    fresh = create_app(settings.load({**environment, "DATABASE_URL": address, "DATABASE_OWNER_URL": address}))
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement.strip())

    with fresh.app_context():
        upgrade(revision=FIRST)
        event.listen(Engine, "before_cursor_execute", note)
        upgrade()
        event.remove(Engine, "before_cursor_execute", note)
    return "".join(f"{one};\n" for one in sent if CHANGE.match(one) and not is_of_a_new_table(one, sent))


def is_of_a_new_table(statement: str, all_of_them: list[str]) -> bool:
    """Say whether only a table is touched that these migrations make: nobody can wait for it yet."""
    index = re.search(r"\bINDEX \S+ ON (\S+)", statement)
    return bool(index and any(re.match(rf"CREATE TABLE {index[1]}\b", one) for one in all_of_them))


def test_later_migrations_hold_no_lock_that_a_page_waits_for(later: str, tmp_path: Path) -> None:
    file = tmp_path / "later.sql"
    file.write_text("set lock_timeout = '4s';\nset statement_timeout = '60s';\n" + later)
    squawk = Path(sysconfig.get_path("scripts")) / "squawk"
    command = [str(squawk), "--no-error-on-unmatched-pattern", "--pg-version=18", f"--exclude={','.join(ALLOWED)}"]
    done = subprocess.run([*command, str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_migrations_that_change_rows_do_so_in_each_workspace() -> None:
    """The wall hides all rows from a migration that is in no workspace: it would change none and say nothing."""
    for script in scripts().walk_revisions():
        source = FUNCTION.sub("", Path(script.path).read_text())
        if script.revision > WALLED and ROWS.search(source):
            assert "in_each_workspace(" in source, script.path


def test_going_back_is_not_offered() -> None:
    for script in scripts().walk_revisions():
        assert "def downgrade" not in Path(script.path).read_text(), script.path
