"""Whoever watches a task is told what is said about it: its people by themselves, others by choice, and it sticks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cast import Person, Team
from tests.notifications.rounds import notes_of, relay_all
from tests.tasks.pages import add

Told = Callable[[Person], list[str]]
TASK = "/acme/tasks/WEB-1"


@pytest.fixture(autouse=True)
def task(alice: Person) -> None:
    add(alice, "Write it down")


def say(person: Person, body: str) -> None:
    person.post(f"{TASK}/comments", {"body": body})
    relay_all()


def watch(person: Person, choice: str) -> None:
    assert person.post(f"{TASK}/watching", {"watch": choice}).status_code == 303


@pytest.fixture
def told(team: Team) -> Callable[[Person], list[str]]:
    """Return a function that gives the kinds of what somebody was told."""
    return lambda person: [note.kind for note in notes_of(person, team)]


def test_creator_assignee_and_commenter_watch_by_themselves(
    alice: Person, bob: Person, gina: Person, told: Told
) -> None:
    say(bob, "First")
    assert (told(alice), told(bob), told(gina)) == (["commented"], [], [])
    say(alice, "Second")
    assert told(bob) == ["commented"]
    assert "2 people watch this." in gina.get(TASK).text
    assert "Stop watching" in bob.get(TASK).text


def test_who_stops_is_not_told_and_stays_so(alice: Person, bob: Person, told: Told) -> None:
    watch(alice, "no")
    say(bob, "First")
    alice.post(TASK, {"has": "assignees", "assignees": str(alice.member_id)})
    say(alice, "Second")
    say(bob, "Third")
    assert told(alice) == []
    watch(alice, "yes")
    say(bob, "Fourth")
    assert told(alice) == ["commented"]


def test_a_guest_may_watch_and_is_told_only_while_they_see_the_task(
    alice: Person, bob: Person, gina: Person, charlie: Person, told: Told
) -> None:
    watch(gina, "yes")
    say(bob, "First")
    assert told(gina) == ["commented"]
    assert "Bob Brown commented on" in gina.get("/acme/updates").text
    alice.post("/acme/projects", {"name": "Elsewhere", "key": "ELSE"})
    alice.post(f"{TASK}/project", {"project": "ELSE"})
    alice.post("/acme/tasks/ELSE-1/comments", {"body": "Second"})
    relay_all()
    assert told(gina) == ["commented"]
    assert charlie.post(f"{TASK}/watching", {"watch": "yes"}).status_code == 404


def test_who_is_named_is_told_once(alice: Person, bob: Person, told: Told) -> None:
    say(bob, "@Alice look")
    assert told(alice) == ["mentioned"]
