"""Who is named in a comment hears of it, if they may see the task; editing tells only the newly named."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import pytest

from app.database import in_workspace, utcnow
from app.extensions import db
from app.notifications.mentions import find_mentioned
from app.workspaces.models import Membership
from tests.cast import Person, Team
from tests.notifications.post_office import PostOffice, html_of, text_of
from tests.notifications.rounds import deliver_all, notes_of, relay_all


@dataclass
class Someone:
    name: str
    id: uuid.UUID


PEOPLE = [Someone(name, uuid.uuid4()) for name in ("Ben Brown", "Ann Lee", "Ann Lee Smith", "Ann Moss", "Zoë")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("@Ben look", ["Ben Brown"]),
        ("(@ben)", ["Ben Brown"]),
        ("@Ben, and @zoë!", ["Ben Brown", "Zoë"]),
        ('@"ben brown" look', ["Ben Brown"]),
        ("@Ben Brown's idea", ["Ben Brown"]),
        ("@Ann who?", []),
        ("@Ann Lee look", ["Ann Lee"]),
        ("@ann lee smith look", ["Ann Lee Smith"]),
        ('@"Ann Lee"', ["Ann Lee"]),
        ("@Benjamin", []),
        ("mail ben@ben.example or x@Ben", []),
        ("`@Ben` and ```\n@Zoë\n```", []),
        ("@", []),
        ("@" * 5000, []),
        (" ".join(f"@a{number}" for number in range(100)) + " @Ben", []),
        ("@a " * 6000 + "@Ben", ["Ben Brown"]),
    ],
)
def test_names_are_found_as_people_write_them(body: str, expected: list[str]) -> None:
    found = find_mentioned(body, PEOPLE)
    assert sorted(one.name for one in PEOPLE if one.id in found) == expected


def comment(person: Person, task: str, body: str) -> None:
    assert person.post(f"{task}/comments", {"body": body}).status_code in (200, 303)
    relay_all()


def test_a_mentioned_person_is_told_with_the_words(team: Team, task: str, office: PostOffice) -> None:
    comment(team.alice, task, "@Bob could **you** <b>look</b>?")
    deliver_all(team)
    assert [note.kind for note in notes_of(team.bob, team)] == ["mentioned"]
    assert "mentioned you in “Write tests”" in team.bob.get("/acme/updates").text
    assert "“@Bob could you &lt;b&gt;look&lt;/b&gt;?”" in team.bob.get("/acme/updates").text
    [mail] = office.mails
    assert mail["Subject"] == "Alice Adams mentioned you in “Write tests” (WEB-1)"
    assert "> @Bob could **you** <b>look</b>?" in text_of(mail)
    assert "<strong>you</strong> &lt;b&gt;look" in html_of(mail)


def test_nobody_mentions_themselves_or_a_stranger(team: Team, task: str) -> None:
    comment(team.alice, task, "@Alice and @Charlie")
    assert notes_of(team.alice, team) == []
    assert notes_of(team.bob, team) == []


def test_a_first_name_is_somebodys_who_is_here(team: Team, task: str) -> None:
    with in_workspace(team.workspace_id):
        former = db.session.get_one(Membership, (team.workspace_id, team.gina.member_id))
        former.user.name, former.removed_at = "Bob Blue", utcnow()
        db.session.commit()
    comment(team.alice, task, "@Bob please")
    assert [note.kind for note in notes_of(team.bob, team)] == ["mentioned"]


def test_nobody_is_told_of_what_they_cannot_see(team: Team) -> None:
    answer = team.alice.post("/acme/projects/INBOX/tasks", {"title": "Mine alone"})
    assert answer.status_code == 303
    comment(team.alice, "/acme/tasks/INBOX-1", "@Bob should not know")
    assert notes_of(team.bob, team) == []
