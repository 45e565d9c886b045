"""How a place is shown is remembered for each person and place; what the URL says wins, and nobody else sees it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.cast import Person
from tests.clients import htmx
from tests.tasks.pages import add, titles


@pytest.fixture(autouse=True)
def written(alice: Person) -> None:
    add(alice, "Zebra", "Apple")


def chosen(page: str, field: str) -> str:
    """Return what the Display form shows as chosen."""
    select = re.search(rf'<select id="display-{field}".*?</select>', page, re.S)
    assert select
    found = re.search(r'value="(\w+)" selected', select[0])
    assert found
    return found[1]


def test_what_was_chosen_is_there_the_next_time(alice: Person) -> None:
    answer = alice.post("/acme/projects/WEB/display", {"group": "status", "sort": "title"})
    assert (answer.status_code, answer.location) == (303, "/acme/projects/WEB?group=status&sort=title")
    page = alice.get("/acme/projects/WEB").text
    assert (chosen(page, "group"), chosen(page, "sort")) == ("status", "title")
    assert titles(page) == ["Apple", "Zebra"]


def test_the_url_wins_over_what_is_remembered(alice: Person) -> None:
    alice.post("/acme/projects/WEB/display", {"group": "status", "sort": "title"})
    page = alice.get("/acme/projects/WEB?sort=order&group=priority").text
    assert (chosen(page, "group"), chosen(page, "sort")) == ("priority", "order")
    assert titles(page) == ["Zebra", "Apple"]


def test_it_is_nobody_elses_and_of_no_other_place(alice: Person, bob: Person) -> None:
    assert titles(alice.get("/acme/projects/WEB").text) == ["Zebra", "Apple"]
    alice.post("/acme/projects/WEB/display", {"group": "none", "sort": "title"})
    for _ in range(2):
        assert titles(bob.get("/acme/projects/WEB").text) == ["Zebra", "Apple"]
        assert titles(alice.get("/acme/projects/WEB").text) == ["Apple", "Zebra"]
    assert chosen(alice.get("/acme/tasks").text, "sort") == "order"


def test_a_page_kept_by_the_browser_is_old_after_a_choice(alice: Person) -> None:
    tag = alice.get("/acme/projects/WEB").headers["ETag"]
    alice.post("/acme/projects/WEB/display", {"group": "none", "sort": "title"})
    assert alice.get("/acme/projects/WEB", headers={"If-None-Match": tag}).status_code == 200


def test_a_choice_keeps_the_filters_and_answers_with_the_region(alice: Person) -> None:
    alice.post("/acme/tasks/WEB-1", {"priority": "high"})
    answer = alice.post(
        "/acme/projects/WEB/display?priority=high",
        {"group": "none", "sort": "due"},
        headers=htmx("/acme/projects/WEB?priority=high"),
    )
    assert answer.headers["HX-Replace-Url"] == "/acme/projects/WEB?filter=priority:high&group=none&sort=due"
    assert titles(answer.text) == ["Zebra"]
    assert 'hx-target="#list"' in answer.text


def test_nothing_that_means_nothing_is_remembered(alice: Person) -> None:
    alice.post("/acme/projects/WEB/display", {"group": "nonsense", "sort": "<b>"})
    page = alice.get("/acme/projects/WEB").text
    assert (chosen(page, "group"), chosen(page, "sort")) == ("none", "order")


def test_a_place_opens_in_the_view_chosen_last(alice: Person, bob: Person) -> None:
    assert alice.post("/acme/my-work/view", {"view": "list"}).location == "/acme/my-work"
    assert alice.post("/acme/projects/WEB/view", {"view": "nonsense"}).location == "/acme/projects/WEB"
    assert 'href="/acme/projects/WEB"' in alice.get("/acme/tasks").text


def test_remembering_makes_nobodys_page_old(alice: Person, bob: Person) -> None:
    tag = bob.get("/acme/projects/WEB").headers["ETag"]
    alice.post("/acme/projects/WEB/display", {"group": "none", "sort": "title"})
    assert bob.get("/acme/projects/WEB", headers={"If-None-Match": tag}).status_code == 304


def test_who_has_chosen_pays_one_statement_once(alice: Person, statements: Callable[[], list[str]]) -> None:
    alice.post("/acme/projects/WEB/display", {"group": "none", "sort": "title"})
    statements()
    alice.get("/acme/projects/WEB")
    first = len(statements())
    alice.get("/acme/projects/WEB")
    assert first <= 8
    assert len([one for one in statements() if "view_settings" in one]) == 0


def test_an_outsider_chooses_nothing(charlie: Person) -> None:
    assert charlie.post("/acme/projects/WEB/display", {"sort": "title"}).status_code == 404
    assert charlie.post("/acme/projects/WEB/view", {"view": "list"}).status_code == 404
