"""The labels of a workspace."""

from __future__ import annotations

import re
import uuid

from tests.cast import Person
from tests.clients import htmx

LABELS = "/acme/settings/labels"


def add(person: Person, name: str, hue: str = "leaf") -> str:
    assert person.post(LABELS, {"name": name, "hue": hue}).status_code == 303
    found = re.search(rf'href="{LABELS}/([0-9a-f-]+)" aria-label="Edit {name}"', person.get(LABELS).text)
    assert found
    return found[1]


def test_a_label_is_made_and_everybody_sees_it(alice: Person, bob: Person) -> None:
    add(alice, "waiting")
    assert "waiting" in bob.get(LABELS).text


def test_a_label_is_renamed_on_every_task(alice: Person) -> None:
    label = add(alice, "waiting")
    alice.post("/acme/projects/WEB/tasks", {"title": "Draw the map"})
    alice.post("/acme/tasks/WEB-1", {"has": "labels", "labels": label})
    assert "waiting" in alice.get("/acme/projects/WEB").text
    assert "on 1 task" in alice.get(LABELS).text
    alice.post(f"{LABELS}/{label}", {"name": "Blocked", "hue": "rose"})
    assert "Blocked" in alice.get("/acme/projects/WEB").text


def test_deleting_a_label_asks_and_takes_it_off_its_tasks(alice: Person) -> None:
    label = add(alice, "waiting")
    alice.post("/acme/projects/WEB/tasks", {"title": "Draw the map"})
    alice.post("/acme/tasks/WEB-1", {"has": "labels", "labels": label})
    assert "It is taken off 1 task. The tasks stay." in alice.get(f"{LABELS}/{label}/deletion").text
    alice.post(f"{LABELS}/{label}/deletion")
    assert "The label “waiting” is deleted" in alice.get(LABELS).text
    page = alice.get("/acme/projects/WEB").text
    assert "Draw the map" in page
    assert "waiting" not in page


def test_two_labels_cannot_have_the_same_name(alice: Person) -> None:
    add(alice, "Straße")
    other = add(alice, "waiting")
    for path in (LABELS, f"{LABELS}/{other}"):
        answer = alice.post(path, {"name": "STRASSE", "hue": "sky"})
        assert answer.status_code == 422
        assert "There is a label “Straße” already." in answer.text
    assert alice.post(f"{LABELS}/{other}", {"name": "Waiting", "hue": "sky"}).status_code == 303


def test_a_new_label_is_swapped_in(alice: Person) -> None:
    answer = alice.post(LABELS, {"name": "waiting", "hue": "sky"}, headers=htmx(LABELS))
    assert 'hx-target="#labels"' in answer.text
    assert "waiting" in answer.text
    again = alice.post(LABELS, {"name": "waiting", "hue": "sky"}, headers=htmx(LABELS))
    assert again.status_code == 422
    assert "already" in again.text


def test_guests_and_outsiders_cannot_touch_labels(alice: Person, gina: Person, charlie: Person) -> None:
    label = add(alice, "waiting")
    assert alice.get(f"{LABELS}/{uuid.uuid4()}").status_code == 404
    for path in (LABELS, f"{LABELS}/{label}", f"{LABELS}/{label}/deletion"):
        assert gina.get(path).status_code == gina.post(path, {"name": "x"}).status_code == 403
        assert charlie.get(path).status_code == charlie.post(path, {"name": "x"}).status_code == 404
