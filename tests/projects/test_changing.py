"""A project's name, colour, key, place and archive."""

from __future__ import annotations

import re

from sqlalchemy import select

from app.activity.models import Event
from app.database import in_workspace
from app.extensions import db
from app.projects.inboxes import name_inboxes
from app.projects.models import Project
from tests.cast import Person, Team
from tests.clients import htmx

SETTINGS = "/acme/projects/WEB/settings"


def kinds(team: Team, prefix: str) -> list[str]:
    with in_workspace(team.workspace_id):
        query = select(Event.kind).where(Event.kind.startswith(prefix)).order_by(Event.seq, Event.id)
        return list(db.session.scalars(query))


def order(person: Person) -> list[str]:
    return re.findall(r'<li id="project-([A-Z]+)"', person.get("/acme/projects").text)


def test_a_renamed_project_is_renamed_everywhere(alice: Person, bob: Person, team: Team) -> None:
    assert bob.get("/acme/projects/WEB").status_code == 200
    alice.post(SETTINGS, {"name": "Web site", "hue": "rose", "key": "WEB"})
    assert "Web site" in bob.get("/acme/projects/WEB").text
    assert kinds(team, "project.") == ["project.created", "project.changed"]


def test_saving_what_is_there_already_records_nothing(alice: Person, team: Team) -> None:
    alice.post(SETTINGS, {"name": "Website"})
    assert kinds(team, "project.") == ["project.created"]


def test_after_a_new_key_old_numbers_still_lead_to_their_tasks(alice: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "Draw the map"})
    assert alice.post(SETTINGS, {"key": "site"}).location == "/acme/projects/SITE/settings"
    assert alice.get("/acme/tasks/WEB-1").location == "/acme/tasks/SITE-1"
    assert "Draw the map" in alice.get("/acme/tasks/SITE-1").text
    assert "WEB belongs, or belonged" in alice.post("/acme/projects", {"name": "Other", "key": "WEB"}).text
    alice.post("/acme/projects/SITE/tasks", {"title": "Draw the plan"})
    assert alice.get("/acme/tasks/SITE-2").status_code == 200


def test_every_fault_of_the_settings_is_shown_at_once(alice: Person) -> None:
    answer = alice.post(SETTINGS, {"name": "", "key": "1"})
    assert answer.status_code == 422
    assert "Give the project a name." in answer.text
    assert "Use 2 to 6 letters" in answer.text


def test_an_archived_project_leaves_the_sidebar_and_takes_no_tasks(alice: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "Draw the map"})
    alice.post("/acme/projects/WEB/archive")
    assert 'href="/acme/projects/WEB"' not in alice.get("/acme/tasks").text
    assert "Draw the map" not in alice.get("/acme/tasks").text
    assert "Bring back" in alice.get("/acme/projects").text
    assert alice.post("/acme/projects/WEB/tasks", {"title": "More"}).status_code == 422
    alice.post("/acme/projects/WEB/return")
    assert "Draw the map" in alice.get("/acme/tasks").text


def test_projects_change_places(alice: Person, team: Team) -> None:
    for name in ("Books", "Garden"):
        alice.post("/acme/projects", {"name": name})
    assert order(alice) == ["WEB", "BOO", "GAR"]
    alice.post("/acme/projects/GAR/place", {"step": "up"})
    assert order(alice) == ["WEB", "GAR", "BOO"]
    alice.post("/acme/projects/WEB/place", {"step": "down"})
    assert order(alice) == ["GAR", "WEB", "BOO"]
    alice.post("/acme/projects/GAR/place", {"step": "up"})
    assert order(alice) == ["GAR", "WEB", "BOO"]
    assert kinds(team, "project.moved") == ["project.moved", "project.moved"]


def test_a_project_moves_past_those_its_mover_does_not_see(alice: Person, bob: Person) -> None:
    for name in ("Hidden", "Garden"):
        alice.post("/acme/projects", {"name": name})
    alice.post("/acme/projects/HID/sharing", {"visibility": "private"})
    bob.post("/acme/projects/GAR/place", {"step": "up"})
    assert order(bob) == ["GAR", "WEB"]
    assert order(alice) == ["GAR", "WEB", "HID"]


def test_a_move_is_swapped_in_with_the_sidebar(alice: Person) -> None:
    alice.post("/acme/projects", {"name": "Books"})
    answer = alice.post("/acme/projects/BOO/place", {"step": "up"}, headers=htmx("/acme/projects"))
    assert 'hx-target="#projects"' in answer.text
    assert 'hx-target="#sidebar"' in answer.text


def test_the_inbox_stays_as_it_is(alice: Person) -> None:
    for deed, form in (("settings", {"name": "Mine"}), ("archive", {}), ("trash", {}), ("place", {"step": "up"})):
        assert alice.post(f"/acme/projects/INBOX/{deed}", form).status_code == 422
    assert "Name and colour" not in alice.get("/acme/projects/INBOX/settings").text


def test_an_inbox_is_called_as_its_owner_speaks(alice: Person, bob: Person, team: Team) -> None:
    name_inboxes(alice.user_id, "de")
    with in_workspace(team.workspace_id):
        names = {
            one.inbox_of: one.name for one in db.session.scalars(select(Project).where(Project.inbox_of.is_not(None)))
        }
        db.session.rollback()
    assert (names[alice.member_id], names[bob.member_id]) == ("Eingang", "Inbox")


def test_members_may_change_projects_and_guests_and_outsiders_may_not(
    alice: Person, bob: Person, gina: Person, charlie: Person
) -> None:
    assert bob.get(SETTINGS).status_code == 200
    assert [f"{SETTINGS[:-8]}sharing" in who.get(SETTINGS).text for who in (alice, bob)] == [True, False]
    for place in ("/acme/projects/WEB", bob.get("/acme/").location):
        assert bob.post(f"{place}/sharing", {"visibility": "private"}).status_code == 403
    assert "Settings of" not in gina.get("/acme/projects").text
    for deed in ("settings", "archive", "return", "place", "trash", "restoration", "deletion"):
        assert gina.post(f"/acme/projects/WEB/{deed}").status_code == 403
        assert charlie.post(f"/acme/projects/WEB/{deed}").status_code == 404
    for path in ("projects", "projects/WEB/settings", "projects/WEB/deletion"):
        assert charlie.get(f"/acme/{path}").status_code == 404


def test_nobody_reaches_the_inbox_of_another(alice: Person, bob: Person) -> None:
    inboxes = set(re.findall(r"/acme/projects/(IN\w+)", alice.get("/acme/tasks").text))
    for key in inboxes:
        assert bob.get(f"/acme/projects/{key}/settings").status_code == 404
