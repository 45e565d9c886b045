"""Changing a task: each change is saved once, told once, and comes back with what was typed when it is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Event
from app.extensions import db
from tests.cast import Person
from tests.clients import htmx
from tests.tasks.conftest import Look
from tests.tasks.pages import add

URL = "/acme/tasks/WEB-1"


@pytest.fixture(autouse=True)
def task(alice: Person, inside: None) -> None:
    add(alice, "Plan")


def events(kind: str) -> list[Event]:
    db.session.rollback()
    return list(db.session.scalars(select(Event).where(Event.kind == kind).order_by(Event.seq)))


def test_an_edit_is_one_event_with_what_was_before(alice: Person, look: Look) -> None:
    alice.post(URL, {"title": "Big plan", "priority": "high"})
    (event,) = events("task.changed")
    assert event.before == {"title": "Plan", "priority": 0}
    assert event.after == {"title": "Big plan", "priority": 3}
    assert event.version == look("Big plan").version == 2


def test_saving_what_is_there_is_no_change(alice: Person, look: Look) -> None:
    tag = alice.get(URL).headers["ETag"]
    alice.post(URL, {"title": " Plan ", "priority": "none", "due_date": ""})
    assert events("task.changed") == []
    assert look("Plan").version == 1
    assert alice.get(URL, headers={"If-None-Match": tag}).status_code == 304


def test_fields_and_status_in_one_form_are_told_apart(alice: Person, look: Look) -> None:
    alice.post(URL, {"priority": "high", "status": "completed"})
    assert events("task.changed")[0].after == {"priority": 3}
    (completed,) = events("task.completed")
    assert "priority" not in (completed.after or {})
    assert completed.after is not None
    assert completed.after["status"] == "completed"


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"title": "x" * 201}, "Use at most 200 characters; this has 201."),
        ({"description": "x" * 20_001}, "Use at most 20,000 characters; this has 20,001."),
    ],
)
def test_a_refused_edit_says_why_and_keeps_what_was_typed(alice: Person, form: dict[str, str], words: str) -> None:
    for headers in ({}, htmx(URL)):
        answer = alice.post(URL, form, headers=headers)
        assert answer.status_code == 422
        assert words in answer.text
        assert next(iter(form.values())) in answer.text
    assert events("task.changed") == []


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"start_on": "2201-01-01"}, "Choose a date between 1970 and 2200."),
        ({"estimate": "a while"}, "Write it like 45m, 2h or 1h 30m."),
    ],
)
def test_a_refused_property_says_why_and_its_form_keeps_what_was_typed(
    alice: Person, form: dict[str, str], words: str
) -> None:
    ((name, typed),) = form.items()
    assert words in alice.post(URL, form).text
    answer = alice.post("/acme/tasks/bulk", {"ref": "WEB-1", "field": name.removesuffix("_on"), **form})
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{typed}"' in answer.text
    assert events("task.changed") == []


def test_only_people_labels_and_sections_of_this_workspace_can_be_chosen(alice: Person, charlie: Person) -> None:
    for form in (
        {"has": "assignees", "assignees": str(charlie.user_id)},
        {"has": "labels", "labels": str(charlie.user_id)},
        {"section_id": str(charlie.user_id)},
        {"has": "assignees", "assignees": "nobody"},
    ):
        assert alice.post(URL, form).status_code == 422


def test_two_people_editing_at_the_same_moment_lose_nothing(app: Flask, alice: Person, bob: Person, look: Look) -> None:
    def save(turn: int) -> int:
        client = app.test_client()
        client.set_cookie("primo_session", (alice, bob)[turn % 2].token)
        return client.post(URL, data={"version": "1", "title": f"Title {turn}"}).status_code

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(save, range(8)))
    assert sorted(answers) == [303] + [409] * 7
    assert db.session.scalar(select(func.count()).where(Event.kind == "task.changed")) == 1


def test_guests_and_strangers_change_nothing(gina: Person, charlie: Person) -> None:
    assert gina.post(URL, {"title": "Mine"}).status_code == 403
    assert charlie.post(URL, {"title": "Mine"}).status_code == 404
    assert events("task.changed") == []
