"""A guest is invited to projects: sees exactly those, as far as who invites may open them when the guest comes."""

from __future__ import annotations

import re

import pytest

from app.database import in_workspace, utcnow
from app.extensions import db
from app.projects.guests import list_offered
from app.projects.models import Project
from app.workspaces.models import Invitation, Membership
from tests.cast import Person, Team

URL = "/acme/settings/invitations"
MEMBERS = "/acme/settings/members"
LINK = re.compile(r'value="http://localhost(/invitations/[\w-]+)"')


@pytest.fixture
def projects(team: Team) -> dict[str, str]:
    """The ids of four projects by key; `HUSH` is private to Bob, `MINE` to Alice."""
    for key, by in (("DOCS", team.alice), ("HUSH", team.bob), ("MINE", team.alice)):
        by.post("/acme/projects", {"name": f"The {key}", "key": key})
    for key, by in (("HUSH", team.bob), ("MINE", team.alice)):
        assert by.post(f"/acme/projects/{key}/sharing", {"visibility": "private"}).status_code == 303
    with in_workspace(team.workspace_id):
        return {row.key: str(row.id) for row in db.session.scalars(db.select(Project))}


def invite(by: Person, *ids: str, role: str = "guest") -> str:
    page = by.post(URL, {"emails": "charlie@example.com", "role": role, "projects": list(ids)})
    assert page.status_code == 200
    [link] = LINK.findall(page.text)
    return str(link)


def seen_by(guest: Person) -> set[str]:
    return {key for key in ("WEB", "DOCS", "HUSH", "MINE") if guest.get(f"/acme/projects/{key}").status_code == 200}


def test_the_guest_sees_exactly_what_was_chosen(team: Team, projects: dict[str, str]) -> None:
    charlie, alice = team.charlie, team.alice
    link = invite(alice, projects["DOCS"], projects["MINE"])
    assert "to The DOCS, The MINE" in alice.get(MEMBERS).text
    page = charlie.get(link).text
    assert "You will see The DOCS, The MINE." in page
    assert charlie.post(f"{link}/acceptance").location == "/acme/"
    assert seen_by(charlie) == {"DOCS", "MINE"}
    assert charlie.get("/acme/").location == "/acme/projects/DOCS"
    log = alice.get("/acme/settings/audit").text
    assert "The DOCS" in log
    assert "Charlie" in alice.get("/acme/projects/MINE/settings").text


def test_what_is_offered_is_what_one_may_open(team: Team, projects: dict[str, str]) -> None:
    page = team.alice.get(f"{MEMBERS}?role=guest&projects={projects['DOCS']}").text
    assert "The MINE" in page
    assert "The HUSH" not in page
    assert re.search(rf'value="{projects["DOCS"]}" checked', page)
    for id in (projects["HUSH"], projects["INBOX"], "nothing", "01890000-0000-7000-8000-000000000000"):
        refused = team.alice.post(URL, {"emails": "charlie@example.com", "role": "guest", "projects": [id]})
        assert (refused.status_code, "Choose projects of the list." in refused.text) == (422, True)
    assert 'name="projects"' not in team.bob.get(MEMBERS).text
    with in_workspace(team.workspace_id):
        assert [project.key for project in list_offered(team.bob.viewer())] == ["HUSH"], "not what Alice made for all"


def test_only_guests_are_invited_to_projects(team: Team, projects: dict[str, str]) -> None:
    link = invite(team.alice, projects["MINE"], role="member")
    team.charlie.post(f"{link}/acceptance")
    assert seen_by(team.charlie) == {"WEB", "DOCS"}


@pytest.mark.parametrize("how", ["trashed", "hidden", "lowered", "removed"])
def test_rights_are_asked_again_when_the_guest_comes(team: Team, projects: dict[str, str], how: str) -> None:
    team.alice.post(f"{MEMBERS}/{team.bob.member_id}/role", {"role": "admin"})
    link = invite(team.bob, projects["DOCS"], projects["WEB"])
    if how == "trashed":
        team.alice.post("/acme/projects/DOCS/trash")
    elif how == "hidden":
        team.alice.post("/acme/projects/DOCS/sharing", {"visibility": "private"})
    else:
        change_inviter(team, how)
    assert "DOCS" not in team.charlie.get(link).text
    team.charlie.post(f"{link}/acceptance")
    if how in ("trashed", "hidden"):
        assert seen_by(team.charlie) == {"WEB"}
    else:
        assert team.charlie.get("/acme/").location == "/acme/projects"
        assert "Nothing is shared with you yet" in team.charlie.get("/acme/projects").text


def change_inviter(team: Team, how: str) -> None:
    """Change Bob behind the back of his invitation, which would end with what the pages do."""
    with in_workspace(team.workspace_id):
        bob = db.session.scalars(db.select(Membership).where(Membership.id == team.bob.member_id)).one()
        if how == "lowered":
            bob.role = "member"
        else:
            bob.removed_at = utcnow()
        db.session.commit()


def test_sending_again_keeps_them_and_the_list_names_what_its_reader_sees(team: Team, projects: dict[str, str]) -> None:
    team.alice.post(f"{MEMBERS}/{team.bob.member_id}/role", {"role": "admin"})
    invite(team.alice, projects["DOCS"], projects["MINE"])
    page = team.bob.get(MEMBERS).text
    assert "to The DOCS" in page
    assert "The MINE" not in page
    assert "The MINE" not in team.bob.get("/acme/settings/audit").text
    with in_workspace(team.workspace_id):
        id = db.session.scalars(db.select(Invitation.id)).one()
    [link] = LINK.findall(team.alice.post(f"{URL}/{id}/resending").text)
    team.charlie.post(f"{link}/acceptance")
    assert seen_by(team.charlie) == {"DOCS", "MINE"}
