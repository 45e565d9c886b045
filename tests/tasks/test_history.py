"""A task's history: every kind of event as a sentence, in the order it happened."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from tests.cast import Person
from tests.tasks.pages import add, told

URL = "/acme/tasks/WEB-1"


@pytest.fixture(autouse=True)
def task(alice: Person) -> None:
    add(alice, "Plan")


def last(person: Person, form: Mapping[str, object], path: str = URL) -> str:
    """Send a form and return the newest sentence, without the name."""
    assert person.post(path, form).status_code == 303
    return told(person.get(URL).text)[-1].removeprefix(f"{person.name} ")


def test_states_are_told(alice: Person) -> None:
    said = [last(alice, {"status": s}, f"{URL}/status") for s in ("in_progress", "pending", "completed", "pending")]
    assert said == ["started it", "put it back to pending", "completed it", "reopened it"]
    assert last(alice, {"status": "cancelled"}, f"{URL}/status") == "cancelled it"


@pytest.mark.parametrize(
    ("forms", "sentence"),
    [
        ([{"title": "Big plan"}], "renamed it from “Plan”"),
        ([{"description": "How"}], "wrote the description"),
        ([{"description": "How"}, {"description": ""}], "took the description away"),
        ([{"priority": "high"}], "set the priority to high"),
        ([{"priority": "high"}, {"priority": "none"}], "took the priority off"),
        ([{"estimate": "1h 30m"}], "estimated 1h 30m"),
        ([{"estimate": "1h"}, {"estimate": ""}], "took the estimate off"),
        ([{"start_on": "2030-01-01"}], "set the start to Tue 1 Jan 2030"),
        ([{"start_on": "2030-01-01"}, {"start_on": ""}], "took the start off"),
        ([{"due_date": "2030-01-01"}], "set the date to Tue 1 Jan 2030"),
        (
            [{"due_date": "2030-01-01"}, {"due_date": "2030-01-02", "due_time": "09:30"}],
            "moved the date from Tue 1 Jan 2030 to Wed 2 Jan 2030 09:30",
        ),
        ([{"due_date": "2030-01-01"}, {"due_date": ""}], "took the due date off"),
        ([{"title": "A", "priority": "low"}], "renamed it from “Plan”, set the priority to low"),
    ],
)
def test_changes_of_fields_are_told(alice: Person, forms: list[dict[str, object]], sentence: str) -> None:
    said = [last(alice, form) for form in forms]
    assert said[-1] == sentence


def test_people_and_labels_are_told_by_name(alice: Person, bob: Person) -> None:
    both = {"has": "assignees", "assignees": [str(alice.member_id), str(bob.member_id)]}
    assert last(alice, both) == "assigned Alice Adams, Bob Brown"
    assert last(alice, {"has": "assignees", "assignees": str(bob.member_id)}) == "unassigned Alice Adams"
    assert alice.post("/acme/settings/labels", {"name": "Home", "hue": "teal"}).status_code == 303
    label = re.findall(r'name="add_labels" value="([^"]+)"', alice.get("/acme/tasks/pick/labels?ref=WEB-1").text)[0]
    assert last(alice, {"has": "labels", "labels": label}) == "added the label Home"
    assert last(alice, {"has": "labels"}) == "took off Home"


def test_places_are_told(alice: Person) -> None:
    add(alice, "Other")
    assert last(alice, {"after": "WEB-2"}, f"{URL}/place") == "moved it in the order"
    alice.post("/acme/projects/WEB/sections", {"name": "Later"})
    section = re.findall(r'value="([0-9a-f-]{36})"', alice.get("/acme/tasks/pick/section?ref=WEB-1").text)[0]
    assert last(alice, {"section_id": section}, f"{URL}/place") == "moved it to Later"
    assert last(alice, {"section_id": ""}) == "took it out of its section"


def test_the_trash_is_told(alice: Person) -> None:
    alice.post(f"{URL}/trash")
    assert last(alice, {}, f"{URL}/restoration") == "brought it back from the trash"
    assert told(alice.get(URL).text)[-2:-1] == ["Alice Adams put it into the trash"]


def test_a_history_begins_with_who_added_the_task(alice: Person, bob: Person) -> None:
    bob.post(URL, {"priority": "high"})
    assert told(alice.get(URL).text) == ["Alice Adams added the task", "Bob Brown set the priority to high"]


def test_texts_of_people_stay_texts(alice: Person) -> None:
    alice.post(URL, {"title": "<b>Bold</b> & more"})
    alice.post(URL, {"title": "Plain"})
    assert "renamed it from “&lt;b&gt;Bold&lt;/b&gt; &amp; more”" in alice.get(URL).text


def test_strangers_read_no_history(charlie: Person) -> None:
    assert charlie.get(URL).status_code == 404
