"""Whoever watches a task is told what is said about it: its people by themselves, others by choice, and it sticks."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from app.database import in_workspace, utcnow
from app.extensions import db
from app.notifications.concerned import can_see
from app.tasks.models import Task
from app.watching.watchers import list_watchers
from app.workspaces.models import Membership
from tests.cast import Person, Team
from tests.notifications.post_office import PostOffice
from tests.notifications.rounds import deliver_all, notes_of, relay_all
from tests.tasks.pages import add

Told = Callable[[Person], list[str]]
TASK = "/acme/tasks/WEB-1"
COMMENT = re.compile(r'id="comment-([0-9a-f-]{36})"')


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


def test_who_took_back_what_they_said_or_left_watches_no_more(alice: Person, bob: Person, gina: Person) -> None:
    say(bob, "First")
    id = COMMENT.findall(bob.get(TASK).text)[0]
    assert "2 people watch this." in gina.get(TASK).text
    assert "First" in alice.get("/acme/updates").text
    bob.post(f"{TASK}/comments/{id}/deletion")
    assert "First" not in alice.get("/acme/updates").text
    assert "1 person watches this." in gina.get(TASK).text
    watch(bob, "yes")
    assert "2 people watch this." in gina.get(TASK).text
    alice.post(f"/acme/settings/members/{bob.member_id}/removal")
    assert "1 person watches this." in gina.get(TASK).text


def test_who_is_told_is_here_and_sees_a_task_that_is_there(team: Team) -> None:
    with in_workspace(team.workspace_id):
        task = db.session.scalars(select(Task)).one()
        member = db.session.get_one(Membership, (team.workspace_id, team.bob.member_id))
        assert can_see(member, task)
        gone: tuple[tuple[Any, str], ...] = (
            *((member, "removed_at"), (member.user, "disabled_at")),
            *((task, "trashed_at"), (task.project, "trashed_at"), (task.project, "is_private")),
        )
        for row, column in gone:
            before = getattr(row, column)
            setattr(row, column, True if column == "is_private" else utcnow())
            assert not can_see(member, task), column
            setattr(row, column, before)
        db.session.rollback()


def test_no_mail_leaves_to_who_sees_the_task_no_longer(
    team: Team, alice: Person, bob: Person, told: Told, office: PostOffice
) -> None:
    watch(bob, "yes")
    say(alice, "In confidence")
    assert told(bob) == ["commented"]
    alice.post("/acme/projects/WEB/sharing", {"visibility": "private"})
    deliver_all(team)
    assert office.mails == []


def test_who_is_named_is_told_once(alice: Person, bob: Person, told: Told) -> None:
    say(bob, "@Alice look")
    assert told(alice) == ["mentioned"]


def test_who_left_watches_nothing(alice: Person, bob: Person, team: Team) -> None:
    say(bob, "First")
    with in_workspace(team.workspace_id):
        assert bob.member_id in list_watchers(db.session.scalars(select(Task)).one())
    alice.post(f"/acme/settings/members/{bob.member_id}/removal")
    with in_workspace(team.workspace_id):
        assert list_watchers(db.session.scalars(select(Task)).one()) == {alice.member_id}
