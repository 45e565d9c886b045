"""The people of a workspace: their roles, and how they go."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import User
from app.activity.models import Event
from app.database import in_workspace, utcnow
from app.extensions import db
from app.tasks.models import task_assignees
from app.workspaces.creating import join
from app.workspaces.members import LAST_OWNER
from app.workspaces.models import Membership, Role, Workspace
from tests.cast import Person, Team

MEMBERS = "/acme/settings/members"


def role_of(team: Team, person: Person) -> str:
    with in_workspace(team.workspace_id):
        return db.session.scalars(select(Membership.role).where(Membership.id == person.member_id)).one()


def count_assigned(team: Team) -> int:
    with in_workspace(team.workspace_id):
        return len(db.session.execute(select(task_assignees)).all())


def set_role(by: Person, of: Person, role: str) -> int:
    return by.post(f"{MEMBERS}/{of.member_id}/role", {"role": role}).status_code


def remove(by: Person, whom: Person) -> int:
    return by.post(f"{MEMBERS}/{whom.member_id}/removal").status_code


def kinds(team: Team) -> list[str]:
    with in_workspace(team.workspace_id):
        return list(db.session.scalars(select(Event.kind).order_by(Event.seq, Event.id)))


def test_members_are_listed_with_role_and_address(alice: Person, bob: Person) -> None:
    page = alice.get(MEMBERS).text
    for text in ("Alice Adams", "bob@example.com", "3 members", "Role of Bob Brown", "(you)"):
        assert text in page
    seen_by_bob = bob.get(MEMBERS).text
    assert "Role of" not in seen_by_bob
    assert "Invite people</h2>" not in seen_by_bob
    assert "Leave" in seen_by_bob


def test_an_owner_gives_and_takes_roles(team: Team, alice: Person, bob: Person) -> None:
    assert set_role(alice, bob, "admin") == 303
    assert role_of(team, bob) == "admin"
    assert "Bob Brown is now an admin." in alice.get(MEMBERS).text
    assert bob.get("/acme/settings/workspace").status_code == 200
    assert set_role(alice, bob, "member") == 303
    assert bob.get("/acme/settings/workspace").status_code == 403
    assert kinds(team).count("member.role_changed") == 2


def test_an_admin_neither_makes_nor_touches_owners(team: Team, alice: Person, bob: Person, gina: Person) -> None:
    set_role(alice, bob, "admin")
    assert '<option value="owner"' not in bob.get(MEMBERS).text
    assert set_role(bob, alice, "member") == 403
    assert remove(bob, alice) == 403
    assert set_role(bob, gina, "owner") == 403
    assert set_role(bob, gina, "member") == 303


def test_roles_that_are_not_offered_are_refused(alice: Person, bob: Person) -> None:
    for role in ("visitor", "god", ""):
        assert set_role(alice, bob, role) == 422


def test_members_guests_and_outsiders_change_nobody(bob: Person, gina: Person, charlie: Person) -> None:
    assert set_role(bob, gina, "admin") == 403
    assert remove(bob, gina) == 403
    assert set_role(gina, bob, "guest") == 403
    assert set_role(charlie, bob, "admin") == 404
    assert remove(charlie, bob) == 404


def test_the_last_owner_stays(team: Team, alice: Person, bob: Person, gina: Person) -> None:
    assert set_role(alice, alice, "member") == 422
    answer = alice.post(f"{MEMBERS}/{alice.member_id}/removal")
    assert answer.status_code == 422
    assert LAST_OWNER in answer.text
    set_role(alice, bob, "owner")
    set_role(alice, gina, "owner")
    assert remove(alice, gina) == 303
    assert set_role(alice, alice, "member") == 303
    assert role_of(team, bob) == "owner"
    assert remove(bob, bob) == 422, "who was an owner and has left is none"


def test_two_owners_who_go_at_once_do_not_both_go(app: Flask, team: Team, alice: Person, bob: Person) -> None:
    set_role(alice, bob, "owner")
    statuses: list[int] = []
    threads = [threading.Thread(target=lambda who=who: statuses.append(remove(who, who))) for who in (alice, bob)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 422]


def test_a_removed_member_is_out_at_once_and_off_all_tasks(team: Team, alice: Person, bob: Person) -> None:
    for title in ("One", "Two"):
        alice.post("/acme/projects/WEB/tasks", {"title": title})
    for number in (1, 2):
        alice.post(f"/acme/tasks/WEB-{number}", {"assignees": str(bob.member_id), "has": "assignees"})
    assert count_assigned(team) == 2
    assert "Remove Bob Brown?" in alice.get(f"{MEMBERS}/{bob.member_id}/removal").text
    assert remove(alice, bob) == 303
    assert bob.get(MEMBERS).status_code == 404
    assert bob.get("/acme/tasks/WEB-1").status_code == 404
    assert count_assigned(team) == 0
    assert kinds(team).count("member.removed") == 1
    page = alice.get(MEMBERS).text
    assert "2 members" in page
    assert "bob@example.com" not in page
    assert remove(alice, bob) == 404


def test_who_leaves_lands_in_another_workspace_of_theirs(bob: Person) -> None:
    assert "Leave Acme?" in bob.get(f"{MEMBERS}/{bob.member_id}/removal").text
    assert bob.post(f"{MEMBERS}/{bob.member_id}/removal").location == "/"
    assert bob.get("/").location == "/bobs-tasks/"
    assert "You have left Acme." in bob.get("/bobs-tasks/projects/INBOX").text
    assert 'href="/acme/"' not in bob.get("/bobs-tasks/projects/INBOX").text


def test_a_workspace_that_is_lost_leaves_the_switcher_at_once(alice: Person, bob: Person) -> None:
    before = bob.get("/bobs-tasks/projects/INBOX")
    assert 'href="/acme/"' in before.text
    remove(alice, bob)
    again = bob.get("/bobs-tasks/projects/INBOX", headers={"If-None-Match": before.headers["ETag"]})
    assert again.status_code == 200
    assert 'href="/acme/"' not in again.text


def test_a_guest_may_leave_too(gina: Person, bob: Person) -> None:
    assert gina.get(f"{MEMBERS}/{gina.member_id}/removal").status_code == 200
    assert gina.get(f"{MEMBERS}/{bob.member_id}/removal").status_code == 403
    assert remove(gina, gina) == 303


@pytest.mark.parametrize(
    ("deed", "form", "found"),
    [("", {}, "/acme/"), ("workspace/deletion", {"name": "Acme"}, "/side/"), ("members/{}/removal", {}, "/side/")],
)
def test_a_home_that_is_left_is_replaced_by_the_oldest_that_is_there(
    alice: Person, bob: Person, deed: str, form: dict[str, str], found: str
) -> None:
    bob.post("/workspaces/new", {"name": "Side"})
    alice.post("/acme/settings/" + deed.format(bob.member_id), form)
    home = db.session.execute(db.text("select * from workspaces where slug = 'bobs-tasks'")).one()
    with in_workspace(home.id):
        join(db.session.get_one(Workspace, home.id), db.session.get_one(User, alice.user_id), Role.OWNER, at=utcnow())
        member_id = db.session.scalars(select(Membership.id).where(Membership.user_id == bob.user_id)).one()
        db.session.commit()
    assert alice.post(f"/bobs-tasks/settings/members/{member_id}/removal").status_code == 303
    assert bob.get("/").location == found
    assert bob.get("/api/tasks").status_code == 200


def test_who_comes_back_has_their_inbox_again(team: Team, alice: Person, bob: Person) -> None:
    bob.post("/acme/projects/IN/tasks", {"title": "Mine"})
    remove(alice, bob)
    with in_workspace(team.workspace_id):
        workspace = db.session.get_one(Workspace, team.workspace_id)
        join(workspace, db.session.get_one(User, bob.user_id), Role.MEMBER, at=utcnow())
        db.session.commit()
    assert bob.get(bob.get("/acme/").location).status_code == 200
