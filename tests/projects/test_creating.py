"""New projects: their key, their colour, and tasks to begin with."""

from __future__ import annotations

import re

from sqlalchemy import select

from app.database import in_workspace, utcnow
from app.extensions import db
from app.projects.creating import create_inbox
from app.workspaces.models import Membership
from tests.cast import Person, Team


def test_a_new_project_stands_in_the_sidebar_under_a_key_of_its_name(alice: Person) -> None:
    answer = alice.post("/acme/projects", {"name": "Summer fair", "hue": "leaf"})
    assert answer.location == "/acme/projects/SF"
    page = alice.get("/acme/projects/SF").text
    assert "Summer fair" in page
    assert 'href="/acme/projects/SF"' in page


def test_each_new_project_is_offered_another_colour(alice: Person) -> None:
    offered = []
    for name in ("Fair", "Move"):
        page = alice.get("/acme/projects/new").text
        offered += re.findall(r'name="hue" value="(\w+)"[^>]* checked', page)
        alice.post("/acme/projects", {"name": name, "hue": offered[-1]})
    assert len(set(offered)) == len(offered) == 2


def test_pasted_lines_become_its_first_tasks(alice: Person) -> None:
    alice.post("/acme/projects", {"name": "Move", "key": "mv", "tasks": "Find boxes\n  Ask at the shop\nBook a van"})
    page = alice.get("/acme/projects/MV").text
    assert "Find boxes" in page
    assert "Book a van" in page
    assert "Ask at the shop" in alice.get("/acme/tasks/MV-1").text


def test_its_first_tasks_are_read_for_what_their_words_say(alice: Person) -> None:
    for key, lines in (("mv", "Find boxes\n  Book a van tomorrow !high"), ("one", "Book a van tomorrow !high")):
        alice.post("/acme/projects", {"name": "Move", "key": key, "tasks": lines})
        page = alice.get(f"/acme/tasks?filter=project:{key}+priority:high+due:tomorrow").text
        assert ">Book a van<" in page


def test_what_cannot_be_taken_comes_back_with_what_was_typed(alice: Person) -> None:
    for form, sentence in (
        ({"name": "  "}, "Give the project a name."),
        ({"name": "x" * 81}, "Use at most 80 characters."),
        ({"name": "Fair", "key": "W3B"}, "Use 2 to 6 letters"),
        ({"name": "Fair", "key": "web"}, "WEB belongs"),
        ({"name": "Fair", "hue": "gold"}, "Choose one of the colours."),
        ({"name": "Fair", "tasks": "Fine\n" + "x" * 201}, "Line 2: Use at most 200 characters"),
        ({"name": "Fair", "tasks": "x" * 201}, "Use at most 200 characters"),
    ):
        answer = alice.post("/acme/projects", form)
        assert answer.status_code == 422
        assert sentence in answer.text
    assert "Fair" not in alice.get("/acme/projects").text


def test_a_guest_and_an_outsider_cannot_make_one(gina: Person, charlie: Person) -> None:
    assert gina.get("/acme/projects/new").status_code == 403
    assert gina.post("/acme/projects", {"name": "Mine"}).status_code == 403
    assert charlie.get("/acme/projects/new").status_code == 404
    assert charlie.post("/acme/projects", {"name": "Mine"}).status_code == 404


def test_each_has_an_inbox_of_their_own(team: Team) -> None:
    with in_workspace(team.workspace_id):
        members = db.session.scalars(select(Membership)).all()
        assert [create_inbox(one, at=utcnow()).inbox_of for one in members] == [one.id for one in members]
