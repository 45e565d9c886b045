"""What a request leaves on its connection for the next one: prepared statements, and nothing else."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import update

from app.database import in_workspace
from app.extensions import db, driver, end_reading
from app.projects.models import Project
from app.workspaces.guards import leave
from tests.cast import Person
from tests.clients import htmx
from tests.tasks.pages import add


def prepared() -> int:
    """Return how many statements are prepared on the connection that all requests use in turn."""
    found = driver().execute("select count(*) from pg_prepared_statements where not from_sql").fetchone()
    end_reading()
    assert found
    return int(found[0])


def test_a_change_keeps_the_statements_that_are_prepared(alice: Person) -> None:
    db.session.remove()
    db.engine.dispose()  # so that there is one connection, and none that other tests have left
    add(alice, *("Task",) * 8)
    known = prepared()
    assert known > 5
    alice.post("/acme/projects/WEB/tasks", {"title": "Another"}, headers=htmx("/acme/projects/WEB"))
    assert alice.get("/acme/projects/WEB").status_code == 200
    assert prepared() >= known


def test_a_refusal_keeps_them_too(alice: Person) -> None:
    db.session.remove()
    db.engine.dispose()
    add(alice, *("Task",) * 8)
    known = prepared()
    assert alice.post("/acme/projects/WEB/tasks", {"title": ""}).status_code == 422
    assert alice.post("/acme/tasks/WEB-99/status", {"status": "completed"}).status_code == 404
    assert alice.get("/acme/projects/WEB").status_code == 200
    assert prepared() >= known > 5


@pytest.mark.parametrize("is_failed", [False, True])
def test_what_a_request_has_not_committed_is_gone(app: Flask, alice: Person, is_failed: bool) -> None:
    with app.test_request_context("/acme/projects/WEB", method="POST"):
        with in_workspace(alice.viewer().workspace_id):
            db.session.execute(update(Project).where(Project.key == "WEB").values(name="Half done"))
        leave(ValueError() if is_failed else None)
    assert "Half done" not in alice.get("/acme/projects/WEB").text
