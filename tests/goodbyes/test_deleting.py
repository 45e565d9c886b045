"""Deleting one's account: nothing of the person stays but their work, and nobody is left without an owner."""

from __future__ import annotations

import threading
import time
import uuid
from datetime import timedelta

from flask import Flask
from sqlalchemy import text, update

from app.accounts.models import RecoveryCode, Session
from app.cleaning import delete_workspaces
from app.database import in_workspace, utcnow
from app.extensions import db
from app.instance.people import list_people
from app.models import Delivery, Membership, User
from app.notifications.composing import compose
from app.workspaces.models import Role
from tests.above import above_the_walls
from tests.accounts.test_second_factor import turn_on
from tests.cast import PASSWORD, Person, Team
from tests.clients import LintingClient
from tests.contents import rows_with
from tests.exports.archives import ACCOUNT, archives, export
from tests.tasks.pages import add

DELETION = "/account/deletion"
WAITS = text("select exists (select from pg_locks where not granted)")


def delete(person: Person) -> None:
    assert person.post(DELETION, {"email": person.email}).location == "/sign-in"


def test_the_address_and_the_password_are_asked_for(bob: Person) -> None:
    assert bob.email in bob.get(DELETION).text
    refused = bob.post(DELETION, {"email": "alice@example.com"})
    assert (refused.status_code, "Type the address of your account" in refused.text) == (422, True)
    db.session.execute(update(Session).values(created_at=utcnow() - timedelta(hours=1)))
    db.session.commit()
    assert "Is it you?" in bob.post(DELETION, {"email": bob.email}).text


def test_an_only_owner_hands_over_or_deletes_first(alice: Person, bob: Person, team: Team) -> None:
    page = alice.get(DELETION).text
    assert "/acme/settings/members" in page
    assert "/acme/settings/workspace/deletion" in page
    refused = alice.post(DELETION, {"email": alice.email})
    assert (refused.status_code, "Hand over or delete the workspaces" in refused.text) == (422, True)
    assert alice.post(f"/acme/settings/members/{bob.member_id}/ownership").status_code == 303
    delete(alice)
    assert bob.get("/acme/settings/members").text.count("Deleted person") == 0


def test_whoever_has_left_counts_no_more(alice: Person, bob: Person, gina: Person) -> None:
    for person in (bob, gina):
        person.post(f"/acme/settings/members/{person.member_id}/removal")
    assert ">Acme<" not in bob.get(DELETION).text
    page = alice.get(DELETION).text
    assert ">Acme<" in page[page.index("go with it, for ever") :]
    delete(alice)


def test_nothing_of_the_person_stays_but_their_work(
    app: Flask, team: Team, alice: Person, bob: Person, client: LintingClient
) -> None:
    bob.post("/acme/settings/profile", {"name": "Robert Brown", "time_zone": "Europe/Berlin", "language": "en"})
    add(bob, "Made by him")
    add(alice, "Given to him")
    alice.post("/acme/tasks/WEB-2", {"has": "assignees", "assignees": [str(bob.member_id)]})
    bob.post("/acme/tasks/WEB-1/comments", {"body": "Said by him"})
    bob.post("/acme/filters", {"name": "Own filter of his", "query": "status=pending"})
    bob.post(f"{bob.get('/acme/').location}/tasks", {"title": "Secret of his Inbox"})
    alice.post("/acme/filters", {"name": "Own filter of hers", "query": "status=pending"})
    export(bob, ACCOUNT)
    token = client.post("/api/auth/login", json={"email": bob.email, "password": PASSWORD}).get_json()["token"]
    lay = set(archives())
    delete(bob)
    assert len(lay - set(archives())) == 1, "not even until the next sweep"
    assert bob.get("/acme/my-work").location.startswith("/sign-in")
    api = app.test_client().get("/api/auth/me", headers={"Authorization": f"Bearer {token}"})
    assert api.status_code == 401
    for gone in ("Secret of his Inbox", "Own filter of his"):
        assert rows_with(gone) == set(), gone
    assert "saved_filters" in rows_with("Own filter of hers")
    assert rows_with("Brown") <= {"audit_entries"}
    assert rows_with(bob.email) <= {"deliveries", "audit_entries"}
    assert client.post("/sign-in", data={"email": bob.email, "password": PASSWORD}).status_code == 422
    page = alice.get("/acme/tasks/WEB-1").text
    assert "Said by him" in page
    assert "Deleted person" in page
    assert "Deleted person" in alice.get("/acme/history").text
    assert "Given to him" in alice.get("/acme/tasks/WEB-2").text


def test_who_is_deleted_is_called_so_in_the_readers_language(alice: Person, bob: Person) -> None:
    add(bob, "Made by him")
    delete(bob)
    for language, name in (("en", "Deleted person"), ("de", "Gelöschte Person")):
        form = {"name": "Alice Adams", "time_zone": "Europe/Berlin", "language": language}
        assert alice.post("/acme/settings/profile", form).status_code == 303
        for path in ("/acme/tasks/WEB-1", "/acme/history", "/acme/settings/audit"):
            page = alice.get(path).text
            assert name in page, (language, path)
            assert language == "en" or "Deleted person" not in page, path


def test_nothing_points_at_what_is_gone_and_the_address_is_free(
    app: Flask, alice: Person, bob: Person, client: LintingClient
) -> None:
    _, codes = turn_on(alice)
    delete(bob)
    assert db.session.query(RecoveryCode).filter_by(user_id=alice.user_id).count() == len(codes)
    user = db.session.get_one(User, bob.user_id)
    assert (user.name, user.email, user.home_workspace_id, user.is_admin) == ("Deleted person", "", None, False)
    assert list_people({"q": "Deleted"}, before=None) == ([], None), "whoever looks after it sees no row that is nobody"
    for table in ("sessions", "passkeys", "identities", "second_factors", "recovery_codes", "account_exports"):
        query = text(f"select count(*) from {table} where user_id = :id")
        assert db.session.scalar(query, {"id": bob.user_id}) == 0, table
    form = {"name": "Bob Again", "email": bob.email, "password": "another horse battery"}
    assert client.post("/sign-up", data=form).status_code == 303
    assert client.get("/acme/my-work").status_code == 404, "somebody new, who is in nothing of the former one's"


def test_a_mail_says_so_and_a_workspace_of_ones_own_goes_in_a_day(app: Flask, charlie: Person) -> None:
    home = db.session.get_one(User, charlie.user_id).home_workspace_id
    assert isinstance(home, uuid.UUID)
    assert "go with it, for ever" in charlie.get(DELETION).text
    delete(charlie)
    with in_workspace(home):
        mail = db.session.query(Delivery).one()
        written = compose(mail, utcnow())
        assert not isinstance(written, str)
        assert (written.receiver, written.subject) == (charlie.email, "Your account was deleted")
    delete_workspaces(utcnow() + timedelta(hours=20))
    assert is_there(home)
    delete_workspaces(utcnow() + timedelta(hours=25))
    assert not is_there(home)


def is_there(workspace_id: uuid.UUID) -> bool:
    with above_the_walls() as connection:
        found = connection.scalar(
            text("select count(*) from memberships where workspace_id = :id"), {"id": workspace_id}
        )
    return bool(found)


def test_two_owners_who_go_at_once_leave_one(team: Team, alice: Person, bob: Person) -> None:
    with in_workspace(team.workspace_id):
        db.session.get_one(Membership, (team.workspace_id, bob.member_id)).role = Role.OWNER
        db.session.commit()
    delete(alice)
    assert bob.post(DELETION, {"email": bob.email}).status_code == 422


def test_what_is_under_way_while_an_account_ends_changes_nothing(charlie: Person) -> None:
    profile, answers = f"{charlie.get('/').location}settings/profile", list[int]()
    with above_the_walls() as ending:
        ending.execute(text("update users set disabled_at = now() where id = :id"), {"id": charlie.user_id})
        saving = threading.Thread(
            target=lambda: answers.append(
                charlie.post(profile, {"name": "Back", "time_zone": "UTC", "language": "en"}).status_code
            )
        )
        saving.start()
        while not ending.scalar(WAITS) and saving.is_alive():
            time.sleep(0.01)
    saving.join(60)
    assert answers == [404]
    assert db.session.get_one(User, charlie.user_id).name == charlie.name
