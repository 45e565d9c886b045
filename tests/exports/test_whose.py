"""Of what people have each for themselves an export holds only what its asker has."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from sqlalchemy import select

from app.database import in_workspace
from app.extensions import db
from app.projects.models import Project
from tests.cast import Person, Team
from tests.exports.archives import ACCOUNT, WORKSPACE, Opened, export
from tests.notifications.rounds import relay_all
from tests.tasks.pages import add

OWN = {
    "reminders": "membership_id",
    "watches": "membership_id",
    "saved_filters": "owner_id",
    "view_settings": "membership_id",
    "notification_preferences": "membership_id",
    "notifications": "membership_id",
}
WRITTEN = {
    "project_people": "membership_id",
    "task_assignees": "membership_id",
    "comments": "author_id",
    "reactions": "membership_id",
    "files": "added_by",
    "share_links": "created_by",
    "history": "actor_id",
    "invitations": "invited_by",
}
"""What a whole workspace sees, and in an account's export is only what the person did."""


@pytest.fixture
def used(filled: Team, alice: Person, bob: Person) -> Team:
    """Both have used everything there is on a task of both."""
    task = "/acme/tasks/WEB-1"
    alice.post(task, {"has": "assignees", "assignees": [str(alice.member_id), str(bob.member_id)]})
    for person, other in ((alice, bob), (bob, alice)):
        comments = re.findall(rf"{task}/comments/([0-9a-f-]{{36}})/reactions", person.get(task).text)
        changes = {
            f"{task}/comments/{comments[0]}/reactions": {"reaction": "party"},
            f"{task}/watching": {"watch": "yes"},
            f"{task}/reminders": {"moment": "30m"},
            f"{task}/links": {"rights": "read", "lasts": "week"},
            "/acme/settings/notifications": {},
            "/acme/tasks/display": {"group": "priority"},
            f"{task}/comments": {"body": f"For @{other.name}"},
            "/acme/tasks/WEB-2/comments": {"body": "Taken back"},
        }
        for url, form in changes.items():
            assert person.post(url, form).status_code in (200, 303), url
        person.post(f"{task}/files", {"file": (BytesIO(b"no"), "Taken back.txt")})
        said = re.findall(r"/acme/tasks/WEB-2/comments/[0-9a-f-]{36}", person.get("/acme/tasks/WEB-2").text)
        files = re.findall(rf"{task}/files/[0-9a-f-]{{36}}(?=/deletion)", person.get(task).text)
        assert [person.post(f"{one}/deletion").status_code for one in (said[0], files[-1])] == [303, 303]
    with in_workspace(filled.workspace_id):
        web = db.session.scalar(select(Project.id).where(Project.key == "WEB"))
    alice.post("/acme/settings/invitations", {"emails": "new@example.com", "role": "guest", "projects": str(web)})
    relay_all()
    return filled


def whose(opened: Opened, folder: str, columns: dict[str, str]) -> dict[str, set[str]]:
    return {name: {row[column] for row in opened.rows(name, folder)} for name, column in columns.items()}


def test_an_accounts_export_holds_what_is_its_persons(used: Team, bob: Person) -> None:
    folder = f"workspaces/{used.workspace_id}/"
    found = whose(opened := export(bob, ACCOUNT), folder, OWN | WRITTEN)
    assert {name: len(owners - {str(bob.member_id)}) for name, owners in found.items()} == dict.fromkeys(found, 0)
    assert [name for name, owners in found.items() if not owners] == ["files", "invitations"]
    assert len(opened.rows("sessions")) == 1
    assert opened.rows("invitation_projects", folder) == []
    assert "ALI" not in {row["key"] for row in opened.rows("projects", folder)}


def test_an_admins_export_holds_only_their_own_settings(used: Team, alice: Person, admin: Person) -> None:
    add(alice, "Gone")
    for way in ("trash", "deletion"):
        assert alice.post(f"/acme/tasks/WEB-3/{way}").status_code == 303
    found = whose(opened := export(admin, WORKSPACE), "", OWN)
    assert len(opened.rows("invitation_projects")) == 1
    with_tasks = {row["id"] for row in opened.rows("tasks")} | {None}
    assert {row["task_id"] for row in opened.rows("history") if row["actor_id"] == str(alice.member_id)} <= with_tasks
    assert found == {name: {str(admin.member_id)} for name in OWN}


def test_what_was_taken_back_is_in_none(used: Team, alice: Person, admin: Person) -> None:
    folder = f"workspaces/{used.workspace_id}/"
    for opened, inside in ((export(alice), ""), (export(admin), ""), (export(admin, ACCOUNT), folder)):
        kept = [row["body"] for row in opened.rows("comments", inside)]
        kept += [row["name"] for row in opened.rows("files", inside)]
        assert "For @Alice Adams" in kept
        assert not [one for one in kept if one.startswith("Taken back")]
