"""Subtasks: counted, asked about, and taken along, however deep they are."""

from __future__ import annotations

import pytest

from app.extensions import db
from app.projects.models import Project
from tests.cast import Person
from tests.clients import htmx
from tests.tasks.conftest import Look
from tests.tasks.pages import paste, titles

TREE = "Trip\n  Flights\n    Seats\n  Hotel"


@pytest.fixture
def trip(alice: Person) -> str:
    """A task with two subtasks, one of which has one itself."""
    paste(alice, TREE)
    return "/acme/tasks/WEB-1"


def test_completing_a_task_with_open_subtasks_asks_first(alice: Person, trip: str, look: Look) -> None:
    answer = alice.post(f"{trip}/status", {"status": "completed"})
    assert answer.status_code == 303
    question = alice.get(answer.location).text
    assert "3 subtasks are still open" in question
    assert look("Trip").status == "pending"


def test_completing_all_takes_the_deepest_along(alice: Person, trip: str, look: Look) -> None:
    alice.post(f"{trip}/status", {"status": "completed", "subtasks": "yes"})
    assert [look(title).status for title in ("Trip", "Flights", "Seats", "Hotel")] == ["completed"] * 4


def test_an_open_task_under_a_completed_one_is_asked_about_too(alice: Person, trip: str, look: Look) -> None:
    alice.post("/acme/tasks/WEB-2/status", {"status": "completed", "subtasks": "no"})
    alice.post("/acme/tasks/WEB-4/status", {"status": "completed"})
    answer = alice.post(f"{trip}/status", {"status": "completed"})
    assert "1 subtask is still open" in alice.get(answer.location).text
    alice.post(f"{trip}/status", {"status": "completed", "subtasks": "yes"})
    assert look("Seats").status == "completed"


def test_completing_only_this_leaves_subtasks_open_and_in_sight(alice: Person, trip: str, look: Look) -> None:
    alice.post(f"{trip}/status", {"status": "completed", "subtasks": "no"})
    assert look("Hotel").status == "pending"
    assert titles(alice.get("/acme/projects/WEB").text) == ["Flights", "Hotel"]


def test_cancelled_subtasks_are_not_asked_about_nor_counted(alice: Person, trip: str, look: Look) -> None:
    paste(alice, "Solo\n  Never")
    alice.post("/acme/tasks/WEB-6/status", {"status": "cancelled"})
    alice.post("/acme/tasks/WEB-5/status", {"status": "completed"})
    assert look("Solo").status == "completed"
    assert look("Never").status == "cancelled"


def test_a_subtask_is_added_on_its_parents_page(alice: Person, trip: str) -> None:
    answer = alice.post(f"{trip}/subtasks", {"title": "Passports"})
    assert answer.status_code == 303
    assert "Passports" in alice.get(trip).text


def test_a_refused_subtask_keeps_what_was_typed(alice: Person, trip: str) -> None:
    long = "so long " * 30
    answer = alice.post(f"{trip}/subtasks", {"title": long})
    assert answer.status_code == 422
    assert "Use at most 200 characters" in answer.text
    assert long in answer.text
    assert alice.post(f"{trip}/subtasks", {"title": " "}, headers=htmx(trip)).status_code == 422


def test_refused_lines_are_said_to_a_plain_form_too(alice: Person, trip: str) -> None:
    alice.post(f"{trip}/subtasks", {"title": "Passports\n" + "x" * 201})
    page = alice.get(trip).text
    assert "Passports" in page
    assert "1 line could not be added. Use at most 200 characters" in page


def test_a_double_click_makes_one_subtask(alice: Person, trip: str) -> None:
    form = {"title": "Passports", "new_id": "01900000-0000-7000-8000-000000000001"}
    for _ in range(2):
        assert alice.post(f"{trip}/subtasks", form).status_code == 303
    assert alice.get(trip).text.count(">Passports</a>") == 1


def test_subtasks_are_ten_levels_deep_at_most(alice: Person, look: Look) -> None:
    lines = [f"{' ' * depth}Level {depth + 1}" for depth in range(12)]
    answer = alice.post("/acme/projects/WEB/tasks", {"title": "\n".join(lines)})
    assert answer.status_code == 422
    assert "2 lines could not be added" in answer.text
    assert "Subtasks can be 10 levels deep" in answer.text
    assert look("Level 10").parent_id == look("Level 9").id


def test_an_outsider_adds_no_subtask(charlie: Person, trip: str) -> None:
    assert charlie.post(f"{trip}/subtasks", {"title": "Mine"}).status_code == 404


def test_a_guest_completes_nothing(gina: Person, trip: str) -> None:
    assert gina.post(f"{trip}/status", {"status": "completed", "subtasks": "yes"}).status_code == 403


def test_subtasks_count_in_their_project(alice: Person, trip: str, project: Project) -> None:
    assert (project.open_count, project.closed_count) == (4, 0)
    alice.post(f"{trip}/status", {"status": "completed", "subtasks": "yes"})
    db.session.refresh(project)
    assert (project.open_count, project.closed_count) == (0, 4)
