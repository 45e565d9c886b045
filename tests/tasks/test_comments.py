"""Comments: said, put right, taken back, each by the one who may."""

from __future__ import annotations

import re

import pytest

from tests.cast import Person

ID = re.compile(r'id="comment-([0-9a-f-]{36})"')


@pytest.fixture
def task(alice: Person) -> str:
    alice.post("/acme/projects/WEB/tasks", {"title": "Write it down"})
    return "/acme/tasks/WEB-1"


def say(person: Person, task: str, body: str) -> str:
    assert person.post(f"{task}/comments", {"body": body}).status_code == 303
    return str(ID.findall(person.get(task).text)[-1])


def test_everyone_in_the_workspace_reads_a_comment(alice: Person, bob: Person, task: str) -> None:
    say(bob, task, "It is **done**.")
    assert "It is <strong>done</strong>." in alice.get(task).text


def test_an_empty_comment_is_refused_and_says_so(alice: Person, task: str) -> None:
    answer = alice.post(f"{task}/comments", {"body": "  "})
    assert answer.status_code == 422
    assert "Write something first." in answer.text


def test_only_its_author_edits_or_deletes_a_comment(alice: Person, bob: Person, task: str) -> None:
    id = say(bob, task, "Frist")
    assert alice.post(f"{task}/comments/{id}", {"body": "Mine"}).status_code == 403
    assert alice.post(f"{task}/comments/{id}/deletion").status_code == 403
    bob.post(f"{task}/comments/{id}", {"body": "First"})
    page = alice.get(task).text
    assert "First" in page
    assert "edited" in page


def test_a_deleted_comment_is_gone(bob: Person, task: str) -> None:
    id = say(bob, task, "Never mind")
    assert 'aria-label="1 comment"' in bob.get("/acme/projects/WEB").text
    bob.post(f"{task}/comments/{id}/deletion")
    assert 'aria-label="1 comment"' not in bob.get("/acme/projects/WEB").text
    assert "Never mind" not in bob.get(task).text
    assert bob.post(f"{task}/comments/{id}", {"body": "Back"}).status_code == 404


def test_an_outsider_can_neither_read_nor_write(charlie: Person, task: str) -> None:
    assert charlie.post(f"{task}/comments", {"body": "Hello"}).status_code == 404
