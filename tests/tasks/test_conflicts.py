"""Two people in one task: different fields merge, the same field shows both texts, and nothing typed is lost."""

from __future__ import annotations

import re
from html import unescape

import pytest
from werkzeug.datastructures import MultiDict

from tests.cast import Person
from tests.clients import htmx
from tests.tasks.conftest import Look
from tests.tasks.pages import add

URL = "/acme/tasks/WEB-1"
FORM = re.compile(r'<form class="version".*?</form>', re.S)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


@pytest.fixture
def task(alice: Person, look: Look) -> Look:
    add(alice, "Plan")
    return look


def choices(html: str) -> list[dict[str, list[str]]]:
    """Return what each button of the conflict page sends: mine, theirs, and so on for each field."""
    forms = [MultiDict([(n, unescape(v)) for n, v in HIDDEN.findall(form)]) for form in FORM.findall(html)]
    return [dict(form.lists()) for form in forms]


def test_edits_of_different_fields_merge(alice: Person, bob: Person, task: Look) -> None:
    assert bob.post(URL, {"version": "1", "title": "Big plan"}).status_code == 303
    assert alice.post(URL, {"version": "1", "description": "How"}).status_code == 303
    assert task("Big plan").description == "How"


def test_the_same_field_is_refused_with_both_texts(alice: Person, bob: Person, task: Look) -> None:
    bob.post(URL, {"version": "1", "title": "Bob’s plan"})
    answer = alice.post(URL, {"version": "1", "title": "Alice’s plan"})
    assert answer.status_code == 409
    assert "Bob Brown changed this task while you were writing" in answer.text
    for text in ("Bob’s plan", "Alice’s plan"):
        assert text in answer.text
    assert task("Bob’s plan").version == 2


def test_keeping_mine_and_keeping_theirs(alice: Person, bob: Person, task: Look) -> None:
    bob.post(URL, {"version": "1", "title": "Theirs"})
    mine, theirs = choices(alice.post(URL, {"version": "1", "title": "Mine"}).text)
    assert alice.post(URL, theirs).status_code == 303
    assert task("Theirs").version == 2
    assert alice.post(URL, mine).status_code == 303
    assert task("Mine").version == 3


def test_a_third_text_in_between_is_a_conflict_again(alice: Person, bob: Person, task: Look) -> None:
    bob.post(URL, {"version": "1", "title": "Second"})
    mine, _ = choices(alice.post(URL, {"version": "1", "title": "Mine"}).text)
    bob.post(URL, {"title": "Third"})
    again = alice.post(URL, mine)
    assert again.status_code == 409
    assert "Third" in again.text
    assert alice.post(URL, choices(again.text)[0]).status_code == 303
    assert task("Mine").version == 4


def test_the_other_fields_of_the_form_are_saved_with_the_choice(alice: Person, bob: Person, task: Look) -> None:
    bob.post(URL, {"version": "1", "title": "Theirs"})
    form = {"version": "1", "title": "Mine", "description": "Kept", "due_date": "2030-01-01", "has": "assignees"}
    answer = alice.post(URL, form | {"assignees": [str(alice.member_id), str(bob.member_id)]})
    alice.post(URL, choices(answer.text)[1])
    saved = task("Theirs")
    assert (saved.description, str(saved.due_on)) == ("Kept", "2030-01-01")
    assert {person.id for person in saved.assignees} == {alice.member_id, bob.member_id}


def test_two_fields_in_conflict_are_asked_one_after_the_other(alice: Person, bob: Person, task: Look) -> None:
    bob.post(URL, {"title": "Their title", "description": "Their words"})
    answer = alice.post(URL, {"version": "1", "title": "My title", "description": "My words"})
    title_mine = choices(answer.text)[0]
    second = alice.post(URL, title_mine)
    assert second.status_code == 409
    assert "Title</h2>" not in second.text
    assert alice.post(URL, choices(second.text)[1]).status_code == 303
    assert task("My title").description == "Their words"


def test_the_same_value_twice_is_no_conflict(alice: Person, bob: Person, task: Look) -> None:
    for person in (bob, alice):
        assert person.post(URL, {"version": "1", "priority": "high", "due_date": "2030-01-01"}).status_code == 303
    assert task("Plan").version == 2


@pytest.mark.parametrize(
    ("theirs", "mine", "words"),
    [
        ({"priority": "high"}, {"priority": "low"}, ("High", "Low")),
        ({"due_date": "2030-01-01"}, {"due_date": ""}, ("Tuesday 1 January 2030", "Nothing")),
        ({"estimate": "2h"}, {"estimate": "45m"}, ("2h", "45m")),
        ({"start_on": "2030-01-01"}, {"start_on": "2030-01-02"}, ("Tuesday 1 January", "Wednesday 2 January")),
    ],
)
def test_every_field_is_shown_as_people_read_it(
    alice: Person, bob: Person, task: Look, theirs: dict[str, str], mine: dict[str, str], words: tuple[str, str]
) -> None:
    bob.post(URL, theirs)
    answer = alice.post(URL, {"version": "1"} | mine)
    assert answer.status_code == 409
    for text in words:
        assert text in answer.text


def test_people_are_named_in_a_conflict(alice: Person, bob: Person, task: Look) -> None:
    bob.post(URL, {"has": "assignees", "assignees": str(bob.member_id)})
    answer = alice.post(URL, {"version": "1", "has": "assignees", "assignees": str(alice.member_id)})
    assert re.findall(r'data-testid="version-\w+">([^<]*)<', answer.text) == ["Alice Adams", "Bob Brown"]


def test_a_status_is_never_in_conflict(alice: Person, bob: Person, task: Look) -> None:
    bob.post(URL, {"status": "in_progress"})
    assert alice.post(URL, {"version": "1", "status": "completed"}).status_code == 303
    assert task("Plan").status == "completed"


def test_htmx_gets_the_conflict_as_a_whole_page(alice: Person, bob: Person, task: Look) -> None:
    bob.post(URL, {"version": "1", "title": "Theirs"})
    answer = alice.client.post(URL, data={"version": "1", "title": "Mine"}, headers={**htmx(URL)})
    assert answer.status_code == 409
    assert answer.headers["HX-Retarget"] == "body"
    assert "Mine" in answer.text


def test_a_version_that_is_no_number_is_no_version(alice: Person, task: Look) -> None:
    for version in ("²", "-1", "x" * 50, ""):
        assert alice.post(URL, {"version": version, "title": "Plan", "settled": "title:²"}).status_code == 303
