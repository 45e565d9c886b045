"""A task is put into a column: status, section or priority and the place in the order are one change."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from app.activity.models import Event
from app.extensions import db
from tests.cast import Person
from tests.clients import htmx
from tests.tasks.conftest import Look
from tests.tasks.pages import add, paste, titles

LIST = "/acme/projects/WEB"
MOVE = "/acme/tasks/WEB-4/place"


@pytest.fixture(autouse=True)
def four(alice: Person) -> None:
    add(alice, "A", "B", "C", "D")


def order(person: Person) -> str:
    return "".join(titles(person.get(f"{LIST}?status=all").text))


def events(kinds: str) -> list[Event]:
    db.session.rollback()
    return list(db.session.scalars(select(Event).where(Event.kind.in_(kinds.split())).order_by(Event.seq, Event.id)))


def test_a_column_and_a_place_are_one_change(alice: Person, look: Look) -> None:
    form = {"status": "in_progress", "priority": "high", "after": "WEB-1", "before": "WEB-2"}
    for _ in range(2):
        assert alice.post(MOVE, form).status_code == 303
    task = look("D")
    assert (task.status, task.priority) == ("in_progress", 3)
    assert order(alice) == "ADBC"
    made = events("task.started task.changed task.moved")
    assert [event.kind for event in made] == ["task.changed", "task.started", "task.moved"]
    assert len({event.change_id for event in made}) == 1
    assert made[2].after is not None
    assert set(made[2].after) == {"behind", "before"}


@pytest.mark.parametrize(("place", "wanted"), [("top", "ADBC"), ("bottom", "ABCD"), ("stay", "ABDC")])
def test_a_place_may_be_an_end_of_the_column(alice: Person, place: str, wanted: str) -> None:
    for number in (2, 3):
        alice.post(f"/acme/tasks/WEB-{number}/status", {"status": "in_progress"})
    alice.post(MOVE, {"step": "up"})
    alice.post(MOVE, {"after": "WEB-2"})
    assert order(alice) == "ABDC"
    alice.post(MOVE, {"status": "in_progress", "place": place})
    assert order(alice) == wanted


def test_a_drop_into_another_column_is_said(alice: Person) -> None:
    answer = alice.post(MOVE, {"status": "in_progress", "place": "top"})
    assert "<span>“D” started</span>" in alice.get(answer.headers["Location"]).text


def test_open_subtasks_are_asked_about_before_anything_moves(alice: Person, look: Look) -> None:
    alice.post("/acme/tasks/WEB-4/subtasks", {"title": "Under D"})
    answer = alice.post(MOVE, {"status": "completed", "before": "WEB-1"})
    assert "/tasks/WEB-4/completion" in answer.headers["Location"]
    assert order(alice) == "ABCD"
    question = alice.get(answer.headers["Location"]).text
    assert question.count(f'action="{MOVE}"') == 2, "the answer puts it where it was dropped"
    form = dict(
        re.findall(r'name="(\w+)" value="([^"]*)"', question.partition("Complete only this")[0].rpartition("<form")[2])
    )
    assert form == {"before": "WEB-1", "status": "completed", "subtasks": "no", "next": "/acme/tasks/WEB-4"}
    alice.post(MOVE, form)
    assert look("D").is_done
    assert order(alice) == "DABC"


def test_a_drop_that_is_shown_already_is_answered_with_little(alice: Person) -> None:
    paste(alice, "\n".join(f"Task {n}" for n in range(40)))
    answer = alice.post(MOVE, {"before": "WEB-1", "shown": "1"}, headers=htmx(LIST))
    assert "#task-WEB-4" in answer.text
    assert len(answer.data) < 3_000
    assert "Task 7" in alice.post(MOVE, {"before": "WEB-2"}, headers=htmx(LIST)).text


def test_who_may_not_complete_moves_nothing(alice: Person, gina: Person, charlie: Person) -> None:
    for person, refusal in ((gina, 403), (charlie, 404)):
        assert person.post(MOVE, {"status": "completed", "before": "WEB-1"}).status_code == refusal
    assert alice.post(MOVE, {"status": "nonsense"}).status_code == 422
    assert order(alice) == "ABCD"
    assert events("task.completed task.moved") == []
