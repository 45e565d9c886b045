"""A backup holds the rows of every workspace, which no transaction sees, and the wall stands again after it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from flask import Flask

from app.extensions import db
from app.local.programs import postgres_programs
from app.walls import list_unwalled
from tests.cast import Person


def test_a_backup_holds_everything_and_raises_the_wall_again(
    app: Flask, alice: Person, charlie: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "Kept of Alice"})
    charlie.post("/charlies-tasks/projects/INBOX/tasks", {"title": "Kept of Charlie"})
    db.session.remove()
    monkeypatch.setenv("PATH", str(postgres_programs()), prepend=os.pathsep)
    file = tmp_path / "primo.dump"
    assert app.test_cli_runner().invoke(args=["backup", str(file)]).exit_code == 0
    dump = subprocess.run(["pg_restore", "-f", "-", str(file)], capture_output=True, text=True, check=True).stdout
    for written in ("Kept of Alice", "Kept of Charlie", "CREATE POLICY"):
        assert written in dump
    with db.engine.connect() as connection:
        assert list_unwalled(connection) == []
