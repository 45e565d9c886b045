"""Sections of a project: made, renamed, moved, and removed without losing a task."""

from __future__ import annotations

import re

from tests.cast import Person
from tests.clients import htmx

SECTIONS = "/acme/projects/WEB/sections"


def add(person: Person, *names: str) -> list[str]:
    for name in names:
        assert person.post(SECTIONS, {"name": name}).status_code == 303
    return ids(person)


def ids(person: Person) -> list[str]:
    page = person.get("/acme/projects/WEB/settings").text
    return re.findall(r'action="/acme/projects/WEB/sections/([0-9a-f-]{36})"', page)


def names(person: Person) -> list[str]:
    return re.findall(r'aria-label="Name of the section ([^"]+)"', person.get("/acme/projects/WEB/settings").text)


def test_sections_are_made_and_change_places(alice: Person) -> None:
    _, second, _ = add(alice, "Soon", "Later", "One day")
    assert names(alice) == ["Soon", "Later", "One day"]
    alice.post(f"{SECTIONS}/{second}/place", {"step": "up"})
    assert names(alice) == ["Later", "Soon", "One day"]
    alice.post(f"{SECTIONS}/{second}/place", {"step": "up"})
    assert names(alice) == ["Later", "Soon", "One day"]


def test_a_section_is_renamed(alice: Person) -> None:
    (one,) = add(alice, "Soon")
    alice.post(f"{SECTIONS}/{one}", {"name": "This week"})
    assert names(alice) == ["This week"]


def test_removing_a_section_keeps_its_tasks(alice: Person) -> None:
    (one,) = add(alice, "Soon")
    alice.post("/acme/projects/WEB/tasks", {"title": "Draw the map", "section_id": one})
    assert f'id="rows-{one}"' in alice.get("/acme/projects/WEB").text
    alice.post(f"{SECTIONS}/{one}/removal")
    page = alice.get("/acme/projects/WEB").text
    assert "Draw the map" in page
    assert f'id="rows-{one}"' not in page


def test_a_name_that_cannot_be_taken_comes_back(alice: Person) -> None:
    one, two = add(alice, "Soon", "Later")
    for path, name, sentence in (
        (SECTIONS, " ", "Give the section a name."),
        (SECTIONS, "x" * 81, "Use at most 80 characters."),
        (SECTIONS, "soon", "There is a section “soon” already."),
        (f"{SECTIONS}/{two}", "SOON", "There is a section “SOON” already."),
    ):
        answer = alice.post(path, {"name": name})
        assert answer.status_code == 422
        assert sentence in answer.text
        piece = alice.post(path, {"name": name}, headers=htmx("/acme/projects/WEB/settings"))
        assert piece.status_code == 422
        assert sentence in piece.text
    assert ids(alice) == [one, two]


def test_a_section_of_another_project_is_not_here(alice: Person) -> None:
    (one,) = add(alice, "Soon")
    alice.post("/acme/projects", {"name": "Books"})
    assert alice.post(f"/acme/projects/BOO/sections/{one}", {"name": "Mine"}).status_code == 404


def test_guests_and_outsiders_cannot_touch_sections(alice: Person, gina: Person, charlie: Person) -> None:
    (one,) = add(alice, "Soon")
    for path in (SECTIONS, f"{SECTIONS}/{one}", f"{SECTIONS}/{one}/place", f"{SECTIONS}/{one}/removal"):
        assert gina.post(path, {"name": "Mine"}).status_code == 403
        assert charlie.post(path, {"name": "Mine"}).status_code == 404


def test_a_list_by_section_has_a_line_for_each_and_one_for_new_ones(alice: Person, gina: Person) -> None:
    assert 'id="add-section"' in alice.get("/acme/projects/WEB").text
    one, two = add(alice, "Soon", "Later")
    page = alice.get("/acme/projects/WEB").text
    assert f'id="add-{one}"' in page
    assert f'id="add-{two}"' in page
    guest = gina.get("/acme/projects/WEB").text
    assert f'id="rows-{one}"' in guest
    assert f'id="add-{one}"' not in guest
    assert 'id="add-section"' not in guest


def test_a_task_added_in_a_section_lands_there(alice: Person) -> None:
    (one,) = add(alice, "Soon")
    alice.post("/acme/projects/WEB/tasks", {"title": "Buy paper"})
    form = {"title": "Draw the map", "section_id": one}
    answer = alice.post("/acme/projects/WEB/tasks", form, headers=htmx("/acme/projects/WEB"))
    assert f"[&#34;{one}&#34;, 1]" in answer.text, "that is where it stands"


def test_sections_are_changed_from_the_list(alice: Person) -> None:
    page = htmx("/acme/projects/WEB")
    answer = alice.post(SECTIONS, {"name": "Soon", "next": "list"}, headers=page)
    assert 'hx-target="#list"' in answer.text
    assert "Soon" in answer.text
    (one,) = ids(alice)
    answer = alice.post(f"{SECTIONS}/{one}/removal", {"next": "list"}, headers=page)
    assert answer.text.count("Soon") == 1
    assert "The section “Soon” is removed; its tasks stay" in answer.text
    plain = alice.post(SECTIONS, {"name": "Later", "next": "list"})
    assert plain.location == "/acme/projects/WEB"
    assert "already" in alice.post(SECTIONS, {"name": "Later", "next": "list"}, headers=page).text
