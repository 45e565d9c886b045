"""Deleting a workspace: closed to everyone at once, brought back by an owner, gone after fourteen days."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text, update

from app.accounts.asking_for_links import answer_requests
from app.accounts.models import Session, User
from app.activity.record import record
from app.cleaning import delete_workspaces
from app.database import in_workspace, utcnow
from app.errors import NotFound
from app.extensions import db
from app.live.asking import may_go_on
from app.models import Workspace
from app.notifications.deliveries import hand_out_in
from app.workspaces.deleting import Deleted, list_deleted
from app.workspaces.viewer import Account
from tests.audit.log import entries
from tests.cast import PASSWORD, Person, Team
from tests.clients import LintingClient

DELETION = "/acme/settings/workspace/deletion"
DELETED = "/workspaces/deleted"


def rows_of(team: Team) -> dict[str, int]:
    """Count what the tables still hold of the workspace."""
    tables = db.session.scalars(
        text("select table_name from information_schema.columns where column_name = 'workspace_id'")
    ).all()
    db.session.execute(text("select set_config('primo.workspace', :id, true)"), {"id": str(team.workspace_id)})
    counts = {
        table: db.session.scalar(
            text(f"select count(*) from {table} where workspace_id = :id"),
            {"id": team.workspace_id},
        )
        for table in tables
    }
    db.session.rollback()
    return {table: count for table, count in counts.items() if count}


@pytest.fixture
def deleted(team: Team, alice: Person) -> Team:
    alice.post("/acme/projects/WEB/tasks", {"title": "One\n  Two"})
    assert alice.post(DELETION, {"name": "acme"}).location == DELETED
    return team


def test_the_name_and_the_password_are_asked_for(alice: Person) -> None:
    assert "Delete Acme?" in alice.get(DELETION).text
    for name in ("", "Acm", "Acme 2"):
        refused = alice.post(DELETION, {"name": name})
        assert refused.status_code == 422
        assert "Type the name of the workspace" in refused.text
    db.session.execute(update(Session).values(created_at=utcnow() - timedelta(hours=1)))
    db.session.commit()
    assert "Is it you?" in alice.post(DELETION, {"name": "Acme"}).text
    assert alice.get("/acme/tasks").status_code == 200
    assert alice.post(DELETION, {"name": "Acme", "current": PASSWORD}).status_code == 303
    assert alice.get("/acme/tasks").status_code == 404


def test_only_an_owner_deletes(alice: Person, bob: Person) -> None:
    alice.post(f"/acme/settings/members/{bob.member_id}/role", {"role": "admin"})
    assert bob.get(DELETION).status_code == 403
    assert bob.post(DELETION, {"name": "Acme"}).status_code == 403
    assert "Delete Acme" not in bob.get("/acme/settings/workspace").text


def test_nobody_enters_by_any_way(app: Flask, deleted: Team) -> None:
    for who in (deleted.alice, deleted.bob, deleted.gina):
        for path in ("/acme/", "/acme/tasks", "/acme/tasks/WEB-1", "/acme/stream", "/acme/settings/members"):
            assert who.get(path).status_code == 404, path
        assert who.post("/acme/projects/WEB/tasks", {"title": "More"}).status_code == 404
        assert who.get("/api/tasks?workspace=acme").status_code == 404
        assert may_go_on(app, who.token, "acme") is None
        home = who.get("/").location
        assert 'href="/acme/"' not in who.get(f"{home}projects/INBOX").text


def test_an_invitation_waits_too(team: Team, alice: Person, charlie: Person, client: LintingClient) -> None:
    db.session.get_one(User, charlie.user_id).email_confirmed_at = utcnow()
    db.session.commit()
    page = alice.post("/acme/settings/invitations", {"emails": charlie.email, "role": "member"}).text
    found = re.search(r"/invitations/[\w-]+", page)
    assert found is not None
    updates = f"{charlie.get('/').location}updates"
    assert "invited you" in charlie.get(updates).text
    alice.post(DELETION, {"name": "Acme"})
    assert "invited you" not in charlie.get(updates).text
    assert client.get(found[0]).status_code == 410
    assert hand_out_in(team.workspace_id, utcnow()) == 0


def home_of(person: Person) -> uuid.UUID:
    id = db.session.scalar(select(User.home_workspace_id).where(User.id == person.user_id))
    assert id is not None
    return id


def test_whose_only_workspace_goes_keeps_getting_mails_about_the_account(
    charlie: Person, client: LintingClient
) -> None:
    home = home_of(charlie)
    at = charlie.get("/").location
    assert charlie.post(f"{at}settings/workspace/deletion", {"name": "Charlie’s tasks"}).location == DELETED
    client.post("/forgot-password", data={"email": charlie.email})
    answer_requests(utcnow())
    assert hand_out_in(home, utcnow()) == 1
    delete_workspaces(utcnow() + timedelta(days=15))
    [ended] = entries("workspace.ended")
    assert (ended.subject, ended.workspace_id) == ("Charlie’s tasks", None)
    client.post("/forgot-password", data={"email": charlie.email})
    answer_requests(utcnow())
    assert home_of(charlie) != home
    assert hand_out_in(home_of(charlie), utcnow()) == 1
    assert charlie.get("/", follow_redirects=True).status_code == 200


def test_who_came_to_another_workspace_meanwhile_is_at_home_there(team: Team, alice: Person, charlie: Person) -> None:
    charlie.post(f"{charlie.get('/').location}settings/workspace/deletion", {"name": "Charlie’s tasks"})
    page = alice.post("/acme/settings/invitations", {"emails": charlie.email, "role": "member"}).text
    found = re.search(r"/invitations/[\w-]+", page)
    assert found is not None
    assert charlie.post(f"{found[0]}/acceptance").location.startswith("/acme/")
    workspaces = select(func.count()).select_from(Workspace)
    before = db.session.scalar(workspaces)
    delete_workspaces(utcnow() + timedelta(days=15))
    assert home_of(charlie) == team.workspace_id
    assert db.session.scalar(workspaces) == (before or 0) - 1


def test_an_owner_brings_it_back_and_nobody_else_does(deleted: Team, charlie: Person) -> None:
    url = f"{DELETED}/{deleted.workspace_id}/return"
    for who in (deleted.bob, deleted.gina, charlie):
        assert "Acme" not in who.get(DELETED).text
        assert who.post(url).status_code == 404
    assert "Acme" in deleted.alice.get(DELETED).text
    assert deleted.alice.post(url).location == "/acme/"
    assert deleted.bob.get("/acme/tasks/WEB-1").status_code == 200
    assert deleted.alice.post(url).status_code == 404


def test_an_owner_who_left_does_not_bring_it_back(team: Team, alice: Person, bob: Person) -> None:
    alice.post(f"/acme/settings/members/{bob.member_id}/role", {"role": "owner"})
    alice.post(f"/acme/settings/members/{alice.member_id}/removal")
    bob.post(DELETION, {"name": "Acme"})
    url = f"{DELETED}/{team.workspace_id}/return"
    assert url not in alice.get(DELETED).text
    assert alice.post(url).status_code == 404


def test_what_goes_for_ever_meanwhile_is_not_brought_back(deleted: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    def list_slowly(account: Account) -> list[Deleted]:
        found = list_deleted(account)
        delete_workspaces(utcnow() + timedelta(days=15))
        return found

    monkeypatch.setattr("app.workspaces.deleting.list_deleted", list_slowly)
    assert deleted.alice.post(f"{DELETED}/{deleted.workspace_id}/return").status_code == 404


def test_after_the_grace_all_of_it_is_gone_and_nothing_else(deleted: Team, charlie: Person) -> None:
    before = rows_of(deleted)
    assert {"tasks", "events", "memberships", "projects"} <= set(before)
    delete_workspaces(utcnow() + timedelta(days=13))
    assert rows_of(deleted) == before
    delete_workspaces(utcnow() + timedelta(days=15))
    assert set(rows_of(deleted)) == {"audit_entries"}
    assert db.session.get(Workspace, deleted.workspace_id) is None
    assert deleted.alice.post(f"{DELETED}/{deleted.workspace_id}/return").status_code == 404
    for who in (deleted.alice, charlie):
        assert who.get(who.get("/").location, follow_redirects=True).status_code == 200


def test_nothing_is_said_to_have_happened_in_a_workspace_that_is_gone(team: Team) -> None:
    gone = Workspace(id=uuid.uuid4(), name="Gone", slug="gone")
    with in_workspace(gone.id):
        record("workspace.changed", gone, by=None)
    with pytest.raises(NotFound):
        db.session.commit()
    db.session.rollback()
