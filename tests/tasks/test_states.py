"""Start, complete, reopen, cancel: who and when is kept, and doing it twice is doing it once."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.activity.models import Event
from app.extensions import db
from app.projects.models import Project
from tests.cast import Person
from tests.clients import htmx
from tests.tasks.conftest import Look
from tests.tasks.pages import add, titles

URL = "/acme/tasks/WEB-1/status"
LIST = "/acme/projects/WEB"


@pytest.fixture(autouse=True)
def task(alice: Person, inside: None) -> None:
    add(alice, "Plan")


def go(person: Person, *statuses: str) -> None:
    for status in statuses:
        assert person.post(URL, {"status": status}).status_code == 303


def kinds() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Event.kind).where(Event.kind.like("task.%")).order_by(Event.seq)))


def test_completing_keeps_who_and_when_and_reopening_forgets_it(alice: Person, bob: Person, look: Look) -> None:
    go(bob, "completed")
    task = look("Plan")
    assert (task.status, task.completed_by) == ("completed", bob.member_id)
    assert task.completed_at is not None
    go(alice, "pending")
    task = look("Plan")
    assert (task.status, task.completed_at, task.completed_by) == ("pending", None, None)


def test_cancelling_keeps_who_and_when(bob: Person, look: Look) -> None:
    go(bob, "cancelled")
    task = look("Plan")
    assert task.cancelled_by == bob.member_id
    assert task.cancelled_at is not None


def test_every_way_between_states_is_one_event_of_its_name(alice: Person, look: Look) -> None:
    go(alice, "in_progress", "pending", "in_progress", "completed", "in_progress", "cancelled", "pending")
    assert kinds()[1:] == [
        f"task.{verb}" for verb in ("started", "paused", "started", "completed", "started", "cancelled", "reopened")
    ]
    assert look("Plan").version == 8


def test_completing_twice_records_one_event(alice: Person, bob: Person, look: Look) -> None:
    go(alice, "completed")
    go(bob, "completed")
    assert kinds().count("task.completed") == 1
    assert look("Plan").completed_by == alice.member_id


def test_each_state_entered_twice_is_entered_once(alice: Person) -> None:
    go(alice, "pending", "in_progress", "in_progress", "cancelled", "cancelled", "pending", "pending")
    assert kinds()[1:] == ["task.started", "task.cancelled", "task.reopened"]


def test_counts_follow_every_state(alice: Person, project: Project) -> None:
    seen = []
    for status in ("completed", "cancelled", "in_progress"):
        go(alice, status)
        db.session.refresh(project)
        seen.append((project.open_count, project.closed_count))
    assert seen == [(0, 1), (0, 1), (1, 0)]


def test_a_completed_task_leaves_the_list_of_open_ones(alice: Person) -> None:
    go(alice, "completed")
    assert titles(alice.get(LIST).text) == []
    assert titles(alice.get(f"{LIST}?status=completed").text) == ["Plan"]


def test_a_click_on_the_circle_swaps_the_row(alice: Person) -> None:
    answer = alice.post(URL, {"status": "completed"}, headers=htmx(LIST))
    assert answer.status_code == 200
    assert 'hx-target="#task-WEB-1"' in answer.text


@pytest.mark.parametrize("status", ["completed", "completed Plan"])
def test_a_status_without_a_task_is_of_no_task(alice: Person, look: Look, status: str) -> None:
    assert alice.post("/acme/tasks/status", {"status": status}).status_code == 404
    assert look("Plan").status == "pending"


def test_a_status_there_is_not_is_refused(alice: Person, look: Look) -> None:
    answer = alice.post(URL, {"status": "finished"})
    assert answer.status_code == 422
    assert "Choose one of: pending" in answer.text
    assert look("Plan").status == "pending"


def test_guests_and_strangers_complete_nothing(gina: Person, charlie: Person) -> None:
    assert gina.post(URL, {"status": "completed"}).status_code == 403
    assert charlie.post(URL, {"status": "completed"}).status_code == 404
