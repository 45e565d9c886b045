"""A guest is told of the people they work with, and of nobody else."""

from __future__ import annotations

import re

from sqlalchemy import select

from app.database import in_workspace
from app.extensions import db
from app.projects.company import list_company
from app.projects.models import Project
from tests.cast import Person, Team
from tests.tasks.pages import add

LISTS = (
    "/acme/palette",
    "/acme/history",
    "/acme/projects/WEB",
    "/acme/tasks",
    "/acme/projects/WEB/table",
    "/acme/projects/WEB/board?group=assignee",
    "/acme/tasks?group=assignee",
    "/acme/tasks?filter=assignee:Bob",
)


def test_no_list_names_to_a_guest_who_takes_part_in_nothing_they_see(team: Team) -> None:
    add(team.alice, "Ours")
    for path in LISTS:
        page = team.gina.get(path)
        assert page.status_code == 200, path
        assert "Bob Brown" not in page.text, path
        assert str(team.bob.member_id) not in page.text, path


def known_to(guest: Person, team: Team) -> set[str]:
    with in_workspace(team.workspace_id):
        return {one.name.split()[0] for one in list_company(guest.viewer(), gone=True)}


def test_a_filter_completes_no_name_to_them_either(team: Team) -> None:
    asked = {"filter": "assignee:B"}
    assert "Bob" in team.alice.post("/acme/filter-words", asked).text
    assert "Bob" not in team.gina.post("/acme/filter-words", asked).text


def test_who_takes_part_in_a_project_is_known_to_its_guests(team: Team) -> None:
    alice, bob, gina = team.alice, team.bob, team.gina
    bob.post("/acme/projects", {"name": "Other", "key": "OTHER"})
    add(bob, "Elsewhere", project="OTHER")
    add(alice, "Here")
    assert known_to(gina, team) == {"Alice", "Gina"}
    assert known_to(bob, team) == {"Alice", "Bob", "Gina"}
    for path, form in (
        ("/acme/projects/WEB/tasks", {"title": "His own"}),
        ("/acme/tasks/WEB-1", {"has": "assignees", "assignees": str(bob.member_id)}),
        ("/acme/tasks/WEB-1/comments", {"body": "Hello"}),
    ):
        assert bob.post(path, form).status_code == 303
        assert known_to(gina, team) == {"Alice", "Bob", "Gina"}, path
        assert bob.post("/acme/undo").status_code == 303
        if path.endswith("/tasks"):
            assert bob.post("/acme/tasks/WEB-2/deletion").status_code == 303
        assert known_to(gina, team) == {"Alice", "Gina"}, path
    alice.post("/acme/projects/WEB/sharing", {"visibility": "all", "people": [str(gina.member_id), str(bob.member_id)]})
    assert "Bob Brown" in gina.get("/acme/palette").text


def test_who_made_a_project_is_known_to_its_guests(team: Team) -> None:
    team.bob.post("/acme/projects", {"name": "Other", "key": "OTHER"})
    assert "Bob" not in known_to(team.gina, team)
    team.bob.post("/acme/projects/OTHER/sharing", {"visibility": "all", "people": str(team.gina.member_id)})
    team.alice.post("/acme/projects/WEB/sharing", {"visibility": "all"})
    assert known_to(team.gina, team) == {"Bob", "Gina"}


def test_what_is_kept_for_one_guest_is_not_shown_to_another(team: Team) -> None:
    alice, bob, gina, charlie = team.alice, team.bob, team.gina, team.charlie
    add(alice, "Ours")
    bob.post("/acme/projects", {"name": "Other", "key": "OTHER"})
    bob.post("/acme/projects/OTHER/sharing", {"visibility": "all", "people": str(gina.member_id)})
    with in_workspace(team.workspace_id):
        web = db.session.scalar(select(Project.id).where(Project.key == "WEB"))
    invited = {"emails": charlie.email, "role": "guest", "projects": str(web)}
    found = re.search(r"/invitations/[\w-]+", alice.post("/acme/settings/invitations", invited).text)
    assert found is not None
    assert charlie.post(f"{found[0]}/acceptance").location == "/acme/"
    for view in ("/board?group=assignee", "?group=assignee", "/table"):
        assert "Bob Brown" in gina.get(f"/acme/projects/WEB{view}").text, view
        assert "Bob Brown" not in charlie.get(f"/acme/projects/WEB{view}").text, view
