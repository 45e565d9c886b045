"""The role that serves reads and writes rows and can do nothing else to the database; the owner does the rest."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest
from flask import Flask

from app.extensions import db
from app.local.programs import postgres_programs
from app.local.stores import Stores
from app.ops.doctor.examination import examine
from app.walls import list_unwalled
from tests.cast import Person, Team

FORBIDDEN = (
    "create table own (id int)",
    "create temporary table own (id int)",
    "create schema own",
    "create function own() returns int language sql as 'select 1'",
    "drop table tasks",
    "truncate tasks",
    "alter table tasks disable row level security",
    "alter table tasks no force row level security",
    "drop policy workspace on tasks",
    "create policy all_rows on tasks using (true)",
    "alter table tasks add column own int",
    "create trigger own before insert on tasks execute function keep_audit()",
    "create index own on tasks (title)",
    "alter role primo_app bypassrls",
    "set role primo",
    "set session authorization postgres",
    "comment on table tasks is 'mine'",
    "copy tasks to '/tmp/tasks'",
    "copy tasks to program 'id'",
    "select pg_read_file('/etc/passwd')",
    "select lo_import('/etc/passwd')",
    "alter system set fsync = off",
    "update alembic_version set version_num = '1'",
    "update audit_entries set kind = 'x'",
    "delete from audit_entries",
    "set session_replication_role = replica",
)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_who_serves_changes_rows_only(app: Flask, urls: Stores, statement: str) -> None:
    with psycopg.connect(urls.database, autocommit=True) as connection:
        assert connection.execute("select current_user").fetchone() == ("primo_app",)
        with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.InvalidParameterValue)):
            connection.execute(statement)


def test_the_wall_stands_for_who_serves_while_a_backup_is_made(
    app: Flask, team: Team, alice: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup lifts the wall for the owner alone: nobody else sees more meanwhile."""
    seen: list[int] = []
    alice.post("/acme/projects/WEB/tasks", {"title": "Kept of Alice"})
    db.session.remove()

    def look(*_: object, **__: object) -> object:
        with db.engine.connect() as connection:
            assert list_unwalled(connection)
            seen.append(connection.exec_driver_sql("select count(*) from tasks").scalar_one())
        raise RuntimeError

    monkeypatch.setenv("PATH", str(postgres_programs()), prepend=os.pathsep)
    monkeypatch.setattr("app.ops.backups.subprocess.run", look)
    with pytest.raises(RuntimeError):
        app.test_cli_runner().invoke(args=["backup", str(tmp_path / "backup")], catch_exceptions=False)
    assert seen == [0]
    with db.engine.connect() as connection:
        assert list_unwalled(connection) == []


def test_the_doctor_says_who_serves(app: Flask, environment: dict[str, str]) -> None:
    def roles(environ: dict[str, str]) -> str:
        return "\n".join(one.words for one in examine(environ) if "serves" in one.words)

    assert "The role primo_app serves and owns nothing" in roles(environment)
    owner = environment["DATABASE_OWNER_URL"]
    assert "The role primo serves and owns the tables" in roles({**environment, "DATABASE_URL": owner})
