"""A backup holds the rows of every workspace, which no transaction sees, and the files; restored, all is as it was."""

from __future__ import annotations

import os
import subprocess
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from app import create_app, settings
from app.extensions import db
from app.local.programs import postgres_programs
from app.local.stores import Stores
from app.walls import list_unwalled
from tests.above import above_the_walls
from tests.cast import Person
from tests.contents import hashing


def contents() -> dict[str, str]:
    with above_the_walls() as connection:
        return {row[0]: row[1] or "" for row in connection.execute(text(hashing()))}


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_backup_holds_everything_and_is_brought_back_as_it_was(
    app: Flask,
    alice: Person,
    charlie: Person,
    environment: dict[str, str],
    urls: Stores,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "Kept of Alice"})
    alice.post("/acme/tasks/WEB-1/files", {"file": (BytesIO(b"a file"), "kept.txt")})
    charlie.post("/charlies-tasks/projects/INBOX/tasks", {"title": "Kept of Charlie"})
    db.session.remove()
    monkeypatch.setenv("PATH", str(postgres_programs()), prepend=os.pathsep)
    folder, before = tmp_path / "backup", contents()
    said = app.test_cli_runner().invoke(args=["backup", str(folder)])
    assert said.exit_code == 0, said.output
    dump = subprocess.run(
        ["pg_restore", "-f", "-", str(folder / "primo.dump")], capture_output=True, text=True, check=True
    ).stdout
    for written in ("Kept of Alice", "Kept of Charlie", "CREATE POLICY"):
        assert written in dump
    with db.engine.connect() as connection:
        assert list_unwalled(connection) == []
    assert b"a file" in files(folder / "files").values()
    assert (folder / "primo.dump").stat().st_mode & 0o077 == 0
    assert "is not empty" in app.test_cli_runner().invoke(args=["backup", str(folder)]).output
    assert "is not empty" in app.test_cli_runner().invoke(args=["restore", str(folder)]).output

    address, place = urls.create_database(f"primo_{uuid4().hex[:12]}"), tmp_path / "place"
    roles = {"DATABASE_URL": address.replace("//primo@", "//primo_app@"), "DATABASE_OWNER_URL": address}
    scratch = create_app(settings.load({**environment, **roles, "FILES_FOLDER": str(place)}))
    with scratch.app_context():
        said = scratch.test_cli_runner().invoke(args=["restore", str(folder)])
        assert said.exit_code == 0, said.output
        assert "accounts sign-out-everyone" in said.output, "what was ended since is back"
        assert contents() == before
        assert files(place) == files(folder / "files")
        with db.engine.connect() as connection:
            assert list_unwalled(connection) == []
        db.engine.dispose()


def test_a_dump_that_broke_off_is_no_backup(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pg_dump"
    program.write_text('#!/bin/sh\necho half > "$3"\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    said = app.test_cli_runner().invoke(args=["backup", str(tmp_path / "monday")])
    assert said.exit_code == 1
    assert "pg_dump failed. It must be at least as new as the server." in said.output
    assert list((tmp_path / "monday").iterdir()) == []
    with db.engine.connect() as connection:
        assert list_unwalled(connection) == []
