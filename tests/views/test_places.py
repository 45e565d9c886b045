"""Every place in every view: it opens for those who may see it, and a change on it answers with its region."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.tasks.places import RULES
from app.tasks.views import VIEWS
from app.tasks.views.view import View
from tests.cast import Person
from tests.clients import htmx
from tests.tasks.pages import add, refs, titles

PATHS = {
    "projects/<key>": "/acme/projects/WEB",
    "tasks": "/acme/tasks",
    "my-work": "/acme/my-work",
    "filters/<slug>": "/acme/filters/everything",
}
EVERY = [(PATHS[rule], view) for rule in RULES for view in VIEWS]


def name_of(value: object) -> str:
    return value.name if isinstance(value, View) else str(value)


@pytest.fixture
def mine(alice: Person) -> None:
    """One task of Alice's and one of nobody's."""
    add(alice, "Mine", "Nobody’s")
    alice.post("/acme/tasks/WEB-1", {"has": "assignees", "assignees": alice.member_id, "version": "1"})
    alice.post("/acme/filters", {"name": "Everything", "query": ""})


@pytest.mark.parametrize(("path", "view"), EVERY, ids=name_of)
def test_a_place_opens_in_each_view(mine: None, path: str, view: View, alice: Person, charlie: Person) -> None:
    page = alice.get(path + view.ending)
    assert page.status_code == 200
    assert f'id="{view.name}"' in page.text
    assert "Mine" in page.text
    assert ("Nobody’s" in page.text) == (path != "/acme/my-work")
    assert charlie.get(path + view.ending).status_code == 404


@pytest.mark.parametrize(("path", "view"), EVERY, ids=name_of)
def test_a_page_takes_few_statements(
    mine: None, path: str, view: View, alice: Person, statements: Callable[[], list[str]]
) -> None:
    statements()
    alice.get(path + view.ending)
    assert len(statements()) <= 9  # of which three are the prologue


@pytest.mark.parametrize(("path", "view"), EVERY, ids=name_of)
def test_a_change_answers_with_what_shows_it(mine: None, path: str, view: View, alice: Person) -> None:
    answer = alice.post("/acme/tasks/WEB-1/status", {"status": "completed"}, headers=htmx(path + view.ending))
    assert answer.status_code == 200
    shows = (f"#{view.name}", "#task-WEB-1", "#rows-none")  # the region, the task, or what has no date in the calendar
    assert any(f'hx-target="{one}"' in answer.text for one in shows)
    assert 'hx-target="#open-WEB"' in answer.text


def test_what_is_no_place_is_not_found(alice: Person) -> None:
    for path in ("/acme/projects/NONE", "/acme/my-work/nothing", "/acme/tasks/nothing", "/acme/projects/WEB/nothing"):
        assert alice.get(path).status_code == 404, path


def test_my_work_is_what_is_assigned_to_me_by_date(alice: Person, bob: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "Parent\n  Child\nLater"})
    for ref in ("WEB-2", "WEB-3"):
        alice.post(f"/acme/tasks/{ref}", {"has": "assignees", "assignees": alice.member_id})
    alice.post("/acme/tasks/WEB-3", {"due_date": "2020-01-01"})
    page = alice.get("/acme/my-work").text
    assert titles(page) == ["Later", "Child"]
    assert page.index('id="group-late"') < page.index('id="group-none"')
    assert refs(bob.get("/acme/my-work").text) == []
    assert titles(alice.get("/acme/my-work?assignee=none").text) == []


def test_my_work_is_nobody_elses_from_the_cache(alice: Person, bob: Person) -> None:
    add(alice, "Hers", "His")
    for ref, member in (("WEB-1", alice.member_id), ("WEB-2", bob.member_id)):
        alice.post(f"/acme/tasks/{ref}", {"has": "assignees", "assignees": member})
    for _ in range(2):
        assert titles(alice.get("/acme/my-work").text) == ["Hers"]
        assert titles(bob.get("/acme/my-work").text) == ["His"]


@pytest.mark.parametrize("view", ["", "/table"])
def test_own_work_that_is_empty_does_not_blame_a_filter(alice: Person, view: str) -> None:
    assert "Nothing matches" not in alice.get(f"/acme/my-work{view}").text
    assert "Nothing matches" in alice.get(f"/acme/my-work{view}?filter=none-such").text
