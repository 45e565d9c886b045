"""The table: its columns, its order, and the answer to a change; what the browser adds is in tests/browser."""

from __future__ import annotations

import re

from tests.cast import Person
from tests.clients import htmx
from tests.tasks.pages import add, paste

NAME = re.compile(r'class="grid__name"[^>]*>([^<]*)<')
HEAD = re.compile(r'<th scope="col" class="grid__(\w+)"')


def names(html: str) -> list[str]:
    return NAME.findall(html)


def test_a_table_has_a_row_for_each_task_with_a_link_to_its_page(alice: Person) -> None:
    add(alice, "First", "Second")
    page = alice.get("/acme/projects/WEB/table").text
    assert names(page) == ["First", "Second"]
    assert 'href="/acme/tasks/WEB-1"' in page
    assert HEAD.findall(page) == ["title", "status", "priority", "assignees", "due", "labels"]
    assert "project" in HEAD.findall(alice.get("/acme/tasks/table").text)


def test_a_head_leads_to_its_order_and_back(alice: Person) -> None:
    add(alice, "Zebra", "Apple")
    page = alice.get("/acme/projects/WEB/table?sort=title").text
    assert names(page) == ["Apple", "Zebra"]
    assert 'aria-sort="ascending"><a class="grid__sort" href="/acme/projects/WEB/table"' in page
    assert 'href="/acme/projects/WEB/table?sort=due"' in page


def test_chosen_columns_are_ones_own(alice: Person, bob: Person) -> None:
    add(alice, "First")
    alice.post("/acme/projects/WEB/table/display", {"sort": "order", "columns": ["estimate", "created", "nonsense"]})
    assert HEAD.findall(alice.get("/acme/projects/WEB/table").text) == ["title", "estimate", "created"]
    assert "estimate" not in HEAD.findall(bob.get("/acme/projects/WEB/table").text)
    assert HEAD.findall(alice.get("/acme/projects/WEB/table?columns=due").text) == ["title", "due"]


def test_a_repeat_is_said_in_its_own_column(alice: Person) -> None:
    paste(alice, "Water every 2 weeks on friday")
    page = alice.get("/acme/projects/WEB/table?columns=repeat").text
    assert 'class="grid__repeat" tabindex="-1">Every 2 weeks on Friday</td>' in page


def test_a_change_answers_with_the_row_in_the_columns_shown(alice: Person) -> None:
    add(alice, "First")
    shown = "/acme/projects/WEB/table?columns=estimate"
    answer = alice.post("/acme/tasks/WEB-1", {"estimate": "1h 30m", "version": "1"}, headers=htmx(shown)).text
    assert 'hx-target="#task-WEB-1"' in answer
    assert '<tr id="task-WEB-1"' in answer
    assert "1h 30m" in answer
    assert "grid__status" not in answer


def test_what_is_refused_is_said_and_no_row_comes_back(alice: Person) -> None:
    add(alice, "First")
    answer = alice.post("/acme/tasks/WEB-1", {"estimate": "soon"}, headers=htmx("/acme/projects/WEB/table"))
    assert answer.status_code == 422
    assert "Write it like 45m" in answer.text
    assert "task-WEB-1" not in answer.text


def test_the_tables_of_a_project_open_in_it_when_it_was_chosen(alice: Person, bob: Person) -> None:
    alice.post("/acme/projects/WEB/view", {"view": "table"})
    assert 'href="/acme/projects/WEB/table"' in alice.get("/acme/tasks").text
    assert 'href="/acme/projects/WEB/table"' not in bob.get("/acme/tasks").text


def test_a_guest_reads_and_changes_nothing(alice: Person, gina: Person) -> None:
    add(alice, "First")
    page = gina.get("/acme/projects/WEB/table").text
    assert names(page) == ["First"]
    assert "data-edit" not in page
    assert 'aria-readonly="true"' in page
