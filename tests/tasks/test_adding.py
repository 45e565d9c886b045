"""The line above one's own work and above a saved filter, and the title of the whole form."""

from __future__ import annotations

from datetime import date, datetime, time
from html import unescape

import pytest
import time_machine

from app.dates import Due
from tests.cast import Person
from tests.clients import htmx
from tests.tasks.conftest import Look

NOW = datetime.fromisoformat("2027-05-12T09:00:00+02:00")  # a Wednesday


@pytest.fixture(autouse=True)
def wednesday() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def say(person: Person, line: str, place: str) -> str:
    answer = person.post(f"{place}/tasks", {"title": line}, headers=htmx(place))
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def test_what_is_added_to_my_work_is_mine(alice: Person, look: Look) -> None:
    assert 'action="/acme/my-work/tasks"' in alice.get("/acme/my-work").text
    told = say(alice, "Call friday", "/acme/my-work")
    task = look("Call")
    assert (task.project.inbox_of, [one.id for one in task.assignees]) == (alice.member_id, [alice.member_id])
    assert "Call" in told
    assert "not listed" not in told


def test_what_is_not_mine_after_all_is_said(alice: Person, look: Look) -> None:
    assert "It is not assigned to you, so it is not listed here." in say(alice, "Ask +bob #WEB", "/acme/my-work")
    assert [one.user.name for one in look("Ask").assignees] == ["Bob Brown"]


def test_a_filter_takes_a_line_as_it_is_and_says_what_does_not_match(alice: Person, look: Look) -> None:
    alice.post("/acme/filters", {"name": "Hot", "query": "priority=high"})
    assert 'action="/acme/filters/hot/tasks"' in alice.get("/acme/filters/hot").text
    assert "“Cool” added. It does not match what is listed here." in say(alice, "Cool", "/acme/filters/hot")
    assert "does not match" not in say(alice, "Warm !high", "/acme/filters/hot")
    assert "Some of them do not match what is listed here." in say(alice, "One !high\nTwo", "/acme/filters/hot")
    page = alice.post("/acme/filters/hot/tasks", {"title": "Plain"}, follow_redirects=True)
    assert "“Plain” added. It does not match what is listed here." in page.text
    assert look("Cool").project.inbox_of == alice.member_id


def test_a_list_that_is_narrowed_says_the_same(alice: Person) -> None:
    answer = alice.post("/acme/projects/WEB/tasks", {"title": "Cool"}, headers=htmx("/acme/projects/WEB?priority=high"))
    assert "It does not match what is listed here." in answer.text


def test_what_cannot_be_taken_comes_back_with_its_place(alice: Person) -> None:
    page = alice.post("/acme/my-work/tasks", {"title": "x" * 201})
    assert page.status_code == 422
    assert "x" * 201 in page.text.split("My work</span></h1>")[1]


def test_guests_and_strangers_add_nothing(gina: Person, charlie: Person) -> None:
    assert gina.post("/acme/my-work/tasks", {"title": "No"}).status_code == 403
    assert "/acme/my-work/tasks" not in gina.get("/acme/my-work").text
    assert charlie.post("/acme/my-work/tasks", {"title": "No"}).status_code == 404
    assert gina.post("/acme/filters/none/tasks", {"title": "No"}).status_code in (403, 404)


def test_the_title_of_the_whole_form_is_read_for_what_the_form_leaves_open(alice: Person, look: Look) -> None:
    form = {"project": "WEB", "due_date": "", "due_time": "", "due_zone": "Europe/Berlin", "priority": "none"}
    page = alice.post("/acme/tasks", form | {"title": "Call tomorrow 5pm +bob !high"}, follow_redirects=True)
    assert "“Call” added: due Tomorrow 17:00, high priority, Bob Brown" in page.text
    assert look("Call").due == Due(date(2027, 5, 13), time(17), "Europe/Berlin")
    said = unescape(
        alice.post(
            "/acme/tasks", form | {"title": "Write tomorrow !high", "due_date": "2027-06-03"}, follow_redirects=True
        ).text
    )
    assert "“tomorrow” stays in the title: the date is chosen below." in said
    task = look("Write tomorrow")
    assert (task.due_on, task.priority) == (date(2027, 6, 3), 3)
