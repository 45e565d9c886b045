"""A change that is undone in part says so, is redone as far as it was undone, and its rest is offered again."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select

from app.extensions import db
from app.tasks.models import Task
from tests.cast import Person
from tests.history.conftest import last_change
from tests.tasks.pages import add

HISTORY = "/acme/history"


@pytest.fixture
def change(alice: Person) -> uuid.UUID:
    """Alice made three tasks urgent at once."""
    add(alice, "A", "B", "C")
    alice.post("/acme/tasks/bulk", {"ref": ["WEB-1", "WEB-2", "WEB-3"], "priority": "urgent"})
    return last_change()


def priorities() -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(select(Task.priority).order_by(Task.title)))


def test_it_says_what_was_undone_and_redoes_only_that(alice: Person, bob: Person, change: uuid.UUID) -> None:
    undo = f"/acme/changes/{change}/undo"
    bob.post("/acme/tasks/WEB-2", {"priority": "low"})
    assert alice.post(undo).status_code == 409
    assert alice.post(undo, {"choice": "rest"}).status_code == 303
    assert priorities() == [0, 1, 0]
    page = alice.get(HISTORY).text
    assert "Undone in part: changed the priority of 2 tasks" in page
    assert "Undone in part by you" in page
    assert "Undo the rest" in page
    assert "Undone in part by Alice Adams" in bob.get(f"/acme/changes/{change}").text
    answer = alice.post(undo)
    assert (answer.status_code, "Undo only the rest" in answer.text) == (409, False), "it is still another one"
    alice.post("/acme/redo")
    assert priorities() == [4, 1, 4]
    assert "Undo the rest" not in alice.get(HISTORY).text
    assert alice.post(undo).status_code == 409, "all of it is in force again"
    bob.post("/acme/undo")
    alice.post("/acme/undo")
    assert priorities() == [0, 0, 0]


def test_the_rest_can_be_undone_later_and_all_is_redone_together(alice: Person, bob: Person, change: uuid.UUID) -> None:
    undo = f"/acme/changes/{change}/undo"
    bob.post("/acme/tasks/WEB-2/trash")
    bob.post("/acme/tasks/WEB-3", {"priority": "low"})
    assert alice.post(undo, {"choice": "rest"}).status_code == 303
    for last in ([0, 4, 1], [0, 0, 1]):
        assert priorities() == last
        assert "Undo the rest" in alice.get(HISTORY).text
        bob.post("/acme/tasks/WEB-2/restoration")
        alice.post(undo, {"choice": "rest"})
    bob.post("/acme/tasks/WEB-3", {"priority": "urgent"})
    assert alice.post(undo).status_code == 303
    assert priorities() == [0, 0, 0]
    page = alice.get(HISTORY).text
    assert ("Undone by you" in page, "in part by" in page, "Undo the rest" in page) == (True, False, False)
    assert page.count('aria-label="Redo: changed the priority') == 1, "all three undos are one to redo"
    alice.post(undo)
    assert priorities() == [0, 0, 0], "that has happened already"
    alice.post("/acme/redo")
    assert priorities() == [4, 4, 4]
    alice.post(undo)
    assert priorities() == [0, 0, 0]


def test_a_redo_of_a_part_goes_on_too(alice: Person, bob: Person, change: uuid.UUID) -> None:
    undo = f"/acme/changes/{change}/undo"
    alice.post(undo)
    back = last_change()
    bob.post("/acme/tasks/WEB-2", {"priority": "low"})
    alice.post(f"/acme/changes/{back}/undo", {"choice": "rest"})
    assert priorities() == [4, 1, 4]
    page = alice.get(HISTORY).text
    assert ("Redone in part: changed the priority of 2 tasks" in page, "Redo the rest" in page) == (True, True)
    bob.post("/acme/tasks/WEB-2", {"priority": "none"})
    alice.post(f"/acme/changes/{back}/undo")
    assert priorities() == [4, 4, 4]
    assert "Redo the rest" not in alice.get(HISTORY).text


def test_fields_of_one_task_are_undone_in_part_too(alice: Person, bob: Person) -> None:
    add(alice, "A")
    alice.post("/acme/tasks/WEB-1", {"title": "A1", "priority": "urgent"})
    undo = f"/acme/changes/{last_change()}/undo"
    bob.post("/acme/tasks/WEB-1", {"title": "A2"})
    alice.post(undo, {"choice": "rest"})
    assert priorities() == [0]
    bob.post("/acme/tasks/WEB-1", {"title": "A1"})
    alice.post(undo)
    assert db.session.scalars(select(Task.title)).all() == ["A"]
    alice.post("/acme/redo")
    assert (db.session.scalars(select(Task.title)).all(), priorities()) == (["A1"], [4])
