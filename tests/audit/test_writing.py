"""What the audit log holds of an act, that it stays with it, and that the database keeps it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.accounts.models import User
from app.audit.keeping import forget_old_entries
from app.audit.writing import audit
from app.database import in_workspace, utcnow
from app.extensions import db
from tests.above import above_the_walls
from tests.audit.log import entries, kinds
from tests.cast import PASSWORD, Person, Team
from tests.clients import LintingClient


def test_an_entry_says_who_what_from_where_to_whom_and_what_it_was(team: Team, alice: Person, bob: Person) -> None:
    alice.post(f"/acme/settings/members/{bob.member_id}/role", {"role": "admin"})
    [entry] = entries("member.role_changed")
    assert (entry.workspace_id, entry.actor_id, entry.actor) == (team.workspace_id, alice.user_id, "Alice Adams")
    assert (entry.subject_id, entry.subject, entry.network) == (bob.user_id, "Bob Brown", "127.0.0.0/24")
    assert (entry.before, entry.after) == ({"role": "member"}, {"role": "admin"})


def test_an_act_that_is_taken_back_leaves_no_entry(team: Team) -> None:
    before = kinds()
    with in_workspace(team.workspace_id):
        audit("workspace.renamed", "x", workspace_id=team.workspace_id)
    audit("password.changed")
    db.session.rollback()
    assert kinds() == before


def test_no_name_of_a_project_and_no_title_of_a_task_is_kept(alice: Person, bob: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "Canaryword"})
    alice.post("/acme/projects/WEB/sharing", {"visibility": "private", "people": str(bob.member_id)})
    alice.post("/acme/projects/WEB/links", {"rights": "read", "lasts": "week", "password": "canaryword"})
    alice.post("/acme/tasks/WEB-1/links", {"rights": "comment", "lasts": "always"})
    assert kinds()[-3:] == ["project.shared", "link.created", "link.created"]
    shared, first, second = entries()[-3:]
    assert shared.after["is_private"] is True
    assert (shared.subject, first.subject, second.subject) == ("", "", "")
    assert set(first.after) == {"rights", "expires_at"}
    assert second.after == {"rights": "comment", "expires_at": None} or second.after == {"rights": "comment"}
    assert "anaryword" not in str(entries())


def test_wrong_passwords_are_counted_and_told_twice(client: LintingClient, alice: Person) -> None:
    for address in (*[alice.email] * 10, "hunter2@example.com"):
        client.post("/sign-in", data={"email": address, "password": "wrong wrong wrong"})
    failed = entries("sign_in.failed")
    assert [one.after for one in failed] == [{"times": 1}, {"times": 10}, {"times": 1}]
    assert [(one.subject_id, one.subject) for one in failed[1:]] == [
        (alice.user_id, "Alice Adams"),
        (None, "an unknown address"),
    ]
    assert {one.actor_id for one in failed} == {None}


def test_signing_in_and_out_is_told_with_the_browser(client: LintingClient, alice: Person) -> None:
    agent = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
    client.post("/sign-in", data={"email": alice.email, "password": PASSWORD}, headers=agent)
    client.post("/sign-out")
    done, ended = entries()[-2:]
    assert (done.kind, done.actor_id, done.after["two_factors"]) == ("sign_in.done", alice.user_id, False)
    assert "Firefox" in done.after["device"]
    assert (ended.kind, ended.actor, ended.workspace_id) == ("session.ended", "Alice Adams", None)


def test_the_command_line_is_nobody_and_nowhere(app: Flask, alice: Person) -> None:
    app.test_cli_runner().invoke(args=["accounts", "grant", alice.email])
    [entry] = entries("instance.%")
    assert (entry.kind, entry.actor_id, entry.actor, entry.network) == ("instance.granted", None, "", "")
    assert entry.subject == "Alice Adams"


def test_the_host_signs_everyone_out(app: Flask, alice: Person, bob: Person, client: LintingClient) -> None:
    token = client.post("/api/auth/login", json={"email": alice.email, "password": PASSWORD}).get_json()["token"]
    said = app.test_cli_runner().invoke(args=["accounts", "sign-out-everyone"]).output
    assert "Signed out everywhere: 4." in said
    for person in (alice, bob):
        assert person.get("/acme/tasks").location.startswith("/sign-in")
    assert client.get("/api/auth/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    assert [entry.kind for entry in entries("instance.%")] == ["instance.signed_out"]


@pytest.mark.parametrize("statement", ["update audit_entries set actor = 'x'", "delete from audit_entries"])
def test_the_database_keeps_what_is_there(team: Team, alice: Person, statement: str) -> None:
    alice.post("/acme/settings/workspace", {"name": "Acme again"})
    with in_workspace(team.workspace_id), pytest.raises(DBAPIError, match="permission denied"):
        db.session.execute(text(statement))
    db.session.rollback()
    with pytest.raises(DBAPIError, match="the audit log is kept"), above_the_walls() as connection:
        connection.execute(text(statement))
    with pytest.raises(DBAPIError, match="the audit log is kept"), above_the_walls() as connection:
        connection.execute(text("truncate audit_entries"))


def test_old_entries_go_and_none_of_the_last_month(app: Flask, team: Team, alice: Person) -> None:
    for name in ("One", "Two", "Three"):
        alice.post("/acme/settings/workspace", {"name": name})
    age("Two", 40)
    age("Three", 400)
    audit("password.changed", by=db.session.get_one(User, alice.user_id))
    db.session.commit()
    forget_old_entries(utcnow())
    assert renamed() == {"One", "Two"}
    db.session.execute(text("select forget_audit(0)"))
    db.session.commit()
    assert renamed() == {"One"}
    assert entries("password.changed")
    purpose: Any = db.session.scalar(text("select current_setting('primo.purpose', true)"))
    assert not purpose


def renamed() -> set[str]:
    return {one.after["name"] for one in entries("workspace.renamed")}


def age(name: str, days: int) -> None:
    """Let the entry of this name be so many days older, as no role of Primo's could."""
    with above_the_walls() as connection:
        connection.execute(text("set local session_replication_role = replica"))
        older = text("update audit_entries set at = at - :age where after->>'name' = :name")
        connection.execute(older, {"age": timedelta(days=days), "name": name})


def test_a_workspace_reads_its_own_entries_and_those_of_accounts_are_behind_a_word(team: Team, charlie: Person) -> None:
    charlie.post("/sign-out")
    count = text("select count(*) from audit_entries")
    assert db.session.scalar(count) == 0
    with in_workspace(team.workspace_id):
        mine = db.session.scalar(count)
    db.session.rollback()
    assert mine == len([one for one in entries() if one.workspace_id == team.workspace_id])
    db.session.execute(text("select set_config('primo.purpose', 'instance', true)"))
    assert db.session.scalar(count) == len([one for one in entries() if one.workspace_id is None])
    with pytest.raises(DBAPIError, match="row-level security"):
        db.session.execute(
            text(
                "insert into audit_entries (id, workspace_id, at, kind, actor, network, subject)"
                " values (gen_random_uuid(), :w, now(), 'x', '', '', '')"
            ),
            {"w": team.workspace_id},
        )
    db.session.rollback()
