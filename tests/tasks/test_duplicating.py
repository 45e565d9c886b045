"""A copy stands right behind its task, begins anew, and takes the open subtasks along."""

from __future__ import annotations

import pytest

from tests.cast import Person
from tests.tasks.conftest import Look
from tests.tasks.pages import paste, refs, titles

LIST = "/acme/projects/WEB"


@pytest.fixture(autouse=True)
def tasks(alice: Person) -> None:
    paste(alice, "Trip\n  Flights\n    Seats\n  Hotel\nGarden")


def test_a_copy_stands_right_behind_its_task(alice: Person) -> None:
    answer = alice.post("/acme/tasks/WEB-1/copies")
    assert answer.location == "/acme/tasks/WEB-6"
    assert refs(alice.get(LIST).text) == ["WEB-1", "WEB-6", "WEB-5"]


def test_a_copy_has_the_same_fields_and_a_history_of_its_own(alice: Person, bob: Person, look: Look) -> None:
    form = {
        "description": "Bring it",
        "priority": "high",
        "due_date": "2030-01-01",
        "estimate": "2h",
        "status": "in_progress",
        "has": "assignees",
        "assignees": str(bob.member_id),
    }
    alice.post("/acme/tasks/WEB-5", form)
    alice.post("/acme/tasks/WEB-5", {"title": "Original"})
    alice.post("/acme/tasks/WEB-5/copies")
    alice.post("/acme/tasks/WEB-6", {"title": "Copy"})
    copy = look("Copy")
    assert (copy.description, copy.priority, str(copy.due_on), copy.estimate) == ("Bring it", 3, "2030-01-01", 120)
    assert (copy.status, copy.started_at, [person.id for person in copy.assignees]) == (
        "pending",
        None,
        [bob.member_id],
    )


def test_open_subtasks_are_copied_and_closed_ones_are_not(alice: Person) -> None:
    alice.post("/acme/tasks/WEB-4/status", {"status": "completed"})
    alice.post("/acme/tasks/WEB-1/copies")
    page = alice.get("/acme/tasks/WEB-6").text
    assert "Flights" in page
    assert "Hotel" not in page
    assert "Seats" in alice.get("/acme/tasks/WEB-7").text


def test_a_copy_of_a_subtask_has_the_same_parent(alice: Person, look: Look) -> None:
    alice.post("/acme/tasks/WEB-4/copies")
    alice.post("/acme/tasks/WEB-6", {"title": "Second hotel"})
    assert look("Second hotel").parent_id == look("Trip").id
    assert titles(alice.get(LIST).text) == ["Trip", "Garden"]


def test_strangers_and_guests_copy_nothing(gina: Person, charlie: Person) -> None:
    assert gina.post("/acme/tasks/WEB-1/copies").status_code == 403
    assert charlie.post("/acme/tasks/WEB-1/copies").status_code == 404
