"""The palette offers what one may see and do, and nothing of anybody else."""

from __future__ import annotations

import re

from tests.cast import Person
from tests.tasks.pages import add, paste

OFFERS = "/acme/palette"
FIND = "/acme/palette/tasks"
ENTRY = re.compile(r'data-id="([^"]+)"')


def entries(person: Person, path: str = OFFERS) -> list[str]:
    return ENTRY.findall(person.get(path).text)


def inbox_of(person: Person) -> str:
    return person.get("/acme/tasks/new").text.split(" selected>Inbox")[0].rsplit('value="', 1)[1].split('"')[0]


def test_places_projects_people_and_deeds_are_offered(alice: Person, bob: Person) -> None:
    offered = entries(alice)
    for id in ("/acme/my-work", "/acme/projects/WEB", "/acme/settings/workspace", "do:complete", "do:out", "do:dark"):
        assert id in offered, id
    assert f"/acme/tasks?assignee={bob.member_id}" in offered


def test_every_place_that_is_offered_is_there(alice: Person, bob: Person, gina: Person) -> None:
    for person in (alice, bob, gina):
        for id in entries(person):
            if id.startswith("/acme/"):
                assert person.get(id).status_code == 200, (person.name, id)


def test_a_guest_is_offered_nothing_to_change(gina: Person) -> None:
    offered = entries(gina)
    assert not {"do:complete", "do:trash", "do:new-task", "/acme/settings/workspace"} & set(offered)
    assert "do:out" in offered
    assert "data-adds" not in gina.get(OFFERS).text


def test_tasks_are_found_by_words_and_by_number_open_ones_first(alice: Person) -> None:
    paste(alice, "Write the text\nRead the text\nPaint the wall")
    alice.post("/acme/tasks/WEB-2/status", {"status": "completed"})
    assert entries(alice, f"{FIND}?q=text") == ["WEB-1", "WEB-2"]
    assert entries(alice, f"{FIND}?q=WEB-3") == ["WEB-3"]
    assert entries(alice, f"{FIND}?q=nothing-like-it") == []
    assert entries(alice, FIND) == []


def test_recent_tasks_come_in_the_order_they_are_named_in(alice: Person) -> None:
    add(alice, "One", "Two", "Three")
    alice.post("/acme/tasks/WEB-2/trash")
    shown = entries(alice, f"{OFFERS}?ref=WEB-3&ref=WEB-1&ref=WEB-2&ref=WEB-99&ref=nonsense")
    assert shown[:2] == ["WEB-3", "WEB-1"]
    assert "WEB-2" not in shown


def test_somebody_elses_inbox_is_neither_found_nor_recent(alice: Person, bob: Person) -> None:
    inbox = inbox_of(alice)
    add(alice, "Secret plans", project=inbox)
    assert entries(alice, f"{FIND}?q=secret") == [f"{inbox}-1"]
    assert entries(bob, f"{FIND}?q=secret") == []
    assert f"{inbox}-1" not in entries(bob, f"{OFFERS}?ref={inbox}-1")
    assert f"/acme/projects/{inbox}" not in entries(bob)


def test_another_workspace_is_not_there(charlie: Person) -> None:
    assert charlie.get(OFFERS).status_code == 404
    assert charlie.get(f"{FIND}?q=text").status_code == 404


def test_saved_filters_are_offered_to_those_who_see_them(alice: Person, bob: Person) -> None:
    for name, shared in (("Mine alone", ""), ("For all", "yes")):
        alice.post("/acme/filters", {"name": name, "query": "?filter=is:overdue", "shared": shared})
    assert {"/acme/filters/mine-alone", "/acme/filters/for-all"} <= set(entries(alice))
    assert "/acme/filters/for-all" in entries(bob)
    assert "/acme/filters/mine-alone" not in entries(bob)


def test_tasks_are_found_by_a_filter_too(alice: Person) -> None:
    paste(alice, "Write the text\nRead the text")
    alice.post("/acme/tasks/WEB-2", {"priority": "urgent"})
    assert entries(alice, f"{FIND}?q=priority:urgent") == ["WEB-2"]
    assert entries(alice, f"{FIND}?q=text+-read") == ["WEB-1"]
    assert entries(alice, f"{FIND}?q=text:") == ["WEB-2", "WEB-1"]
