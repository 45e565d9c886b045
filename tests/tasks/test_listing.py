"""The list: what stands in it, in which order, and how little it costs."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from app.errors import Forbidden
from app.tasks.queries import get_task
from app.tasks.refs import TaskRef
from tests.cast import Person

ROW = re.compile(r'<li id="task-([A-Z]+-\d+)"')


def refs(html: str) -> list[str]:
    return ROW.findall(html)


def add(person: Person, *titles: str) -> None:
    for title in titles:
        assert person.post("/acme/projects/WEB/tasks", {"title": title}).status_code == 303


def test_a_new_task_stands_at_the_end_of_its_project(alice: Person) -> None:
    add(alice, "First", "Second")
    assert refs(alice.get("/acme/projects/WEB").text) == ["WEB-1", "WEB-2"]


def test_an_unchanged_list_is_answered_with_304(alice: Person) -> None:
    add(alice, "First")
    tag = alice.get("/acme/projects/WEB").headers["ETag"]
    again = alice.get("/acme/projects/WEB", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert not again.data
    add(alice, "Second")
    assert alice.get("/acme/projects/WEB", headers={"If-None-Match": tag}).status_code == 200


def test_a_list_page_takes_few_statements(alice: Person, statements: Callable[[], list[str]]) -> None:
    add(alice, "First", "Second")
    statements()
    alice.get("/acme/projects/WEB")
    assert len(statements()) <= 8


def test_more_leads_through_all_rows_without_gaps(alice: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "\n".join(f"Task {n}" for n in range(1, 121))})
    seen, url = [], "/acme/projects/WEB"
    while url:
        page = alice.get(url).text
        seen += refs(page)
        more = re.search(r'class="more".*?href="([^"]+)"', page, re.S)
        url = more[1].replace("&amp;", "&") if more else ""
    assert seen == [f"WEB-{n}" for n in range(1, 121)]


def test_a_bad_cursor_gives_the_first_page(alice: Person) -> None:
    add(alice, "First")
    for cursor in ("nonsense", "W10", "WyJvcmRlciIsMSwyXQ"):
        assert refs(alice.get(f"/acme/projects/WEB?after={cursor}").text) == ["WEB-1"]


def test_who_may_not_write_is_not_told_to(alice: Person, gina: Person) -> None:
    told = [who.get("/acme/projects/WEB").text for who in (alice, gina)]
    assert ["Write the first task above" in page for page in told] == [True, False]
    assert "What is open stands here." in told[1]


def test_who_may_only_look_is_given_no_task_to_change(alice: Person, gina: Person, inside: None) -> None:
    add(alice, "First")
    assert get_task(gina.viewer(), TaskRef("WEB", 1), to="task.view").title == "First"
    with pytest.raises(Forbidden):
        get_task(gina.viewer(), TaskRef("WEB", 1), to="task.edit")


def test_an_outsider_sees_nothing(charlie: Person, alice: Person) -> None:
    add(alice, "Secret")
    assert charlie.get("/acme/projects/WEB").status_code == 404
    assert charlie.get("/acme/tasks").status_code == 404
