"""A task that comes, goes or comes back is sent alone, with its place, however long the list is."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import pytest

from tests.cast import Person
from tests.clients import htmx
from tests.tasks.pages import paste
from tests.views.test_group_counts import carried

MOST = 3_000


def send(person: Person, path: str, at: str, form: Mapping[str, object] | None = None) -> str:
    answer = person.post(path, form, headers=htmx(at))
    assert answer.status_code == 200, answer.text
    assert len(zlib.compress(answer.data)) < MOST
    return answer.text


@pytest.fixture(autouse=True)
def written(alice: Person) -> None:
    paste(alice, "\n".join(f"Task {n}" for n in range(1, 61)))


@pytest.mark.parametrize("at", ["/acme/projects/WEB", "/acme/projects/WEB/table", "/acme/tasks"])
def test_what_went_to_the_trash_leaves_and_comes_back_to_its_place(at: str, alice: Person) -> None:
    gone = send(alice, "/acme/tasks/WEB-3/trash", at)
    assert '<hx-partial hx-target="#task-WEB-3" hx-swap="delete">' in gone
    back = send(alice, "/acme/undo", at)
    assert carried(back)["stands"] == {"WEB-3": ["all", 3, "WEB-2", "WEB-1"]}
    assert "Task 3<" in back


def test_a_card_comes_back_to_its_place(alice: Person) -> None:
    send(alice, "/acme/tasks/WEB-3/trash", "/acme/projects/WEB/board")
    assert 'data-goes="cards-pending" data-behind="WEB-2"' in send(alice, "/acme/undo", "/acme/projects/WEB/board")


@pytest.mark.parametrize("at", ["/acme/projects/WEB?sort=created", "/acme/projects/WEB/table?sort=created"])
def test_a_new_task_comes_to_where_it_stands(at: str, alice: Person) -> None:
    text = send(alice, "/acme/projects/WEB/tasks", at, {"title": "Newest"})
    assert carried(text)["stands"] == {"WEB-61": ["all", 1]}


def test_many_tasks_go_and_come_back(alice: Person) -> None:
    at, refs = "/acme/projects/WEB", [f"WEB-{n}" for n in range(1, 13)]
    assert send(alice, "/acme/tasks/bulk", at, {"ref": refs, "trash": "yes"}).count('hx-swap="delete"') == len(refs)
    assert len(carried(send(alice, "/acme/undo", at))["stands"]) == len(refs)
    send(alice, "/acme/tasks/bulk", at, {"ref": refs, "priority": "high"})


def test_a_parent_shows_that_a_subtask_went(alice: Person) -> None:
    alice.post("/acme/tasks/WEB-1/subtasks", {"title": "Child"})
    text = send(alice, "/acme/tasks/WEB-61/trash", "/acme/projects/WEB")
    assert 'hx-target="#task-WEB-1"' in text
