"""A refusal said in passing looks like one."""

from __future__ import annotations

from tests.cast import Person
from tests.clients import htmx


def test_a_refusal_does_not_come_with_a_tick(alice: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "Draw the map"})
    page = htmx("/acme/projects/WEB")
    done = alice.post("/acme/tasks/WEB-1/status", {"status": "completed"}, headers=page)
    assert "#check" in done.text
    gone = alice.post("/acme/tasks/WEB-9/status", {"status": "completed"}, headers=page)
    assert gone.status_code == 404
    assert "#triangle-alert" in gone.text
    assert "#check" not in gone.text
