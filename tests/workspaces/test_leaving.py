"""What becomes of somebody's tasks, filters and reminders when they go, and of a workspace that changes hands."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.accounts.models import Session
from app.activity.models import Event
from app.database import in_workspace, utcnow
from app.errors import DomainError, Forbidden, NotFound
from app.extensions import db
from app.filters.models import SavedFilter
from app.tasks.models import Task, task_assignees
from app.tasks.reminding.models import Reminder
from app.workspaces.members import get_member
from app.workspaces.models import Membership, Role
from app.workspaces.policy import ACTIONS
from app.workspaces.roles import WORDS, list_roles
from tests.cast import PASSWORD, Person, Team

MEMBERS = "/acme/settings/members"


def give(by: Person, number: int, to: Person) -> None:
    by.post(f"/acme/tasks/WEB-{number}", {"assignees": str(to.member_id), "has": "assignees"})


def assigned(team: Team) -> set[tuple[int, str]]:
    names = {person.member_id: person.name.split()[0] for person in (team.alice, team.bob, team.gina)}
    with in_workspace(team.workspace_id):
        rows = db.session.execute(
            select(Task.number, task_assignees.c.membership_id).join(
                task_assignees, task_assignees.c.task_id == Task.id
            )
        )
        return {(number, names[id]) for number, id in rows}


def roles(team: Team) -> dict[str, str]:
    with in_workspace(team.workspace_id):
        return {
            one.name.split()[0]: one.role
            for one in db.session.scalars(select(Membership).where(Membership.removed_at.is_(None)))
        }


def test_open_tasks_go_to_the_chosen_heir_and_history_keeps_the_name(team: Team, alice: Person, bob: Person) -> None:
    for number, title in enumerate(("Open", "Done", "Both"), start=1):
        alice.post("/acme/projects/WEB/tasks", {"title": title})
        give(alice, number, bob)
    alice.post("/acme/tasks/WEB-3", {"assignees": [str(bob.member_id), str(alice.member_id)], "has": "assignees"})
    alice.post("/acme/tasks/WEB-2/status", {"status": "completed"})
    page = alice.get(f"{MEMBERS}/{bob.member_id}/removal").text
    assert "Who goes on with 2 open tasks" in page
    answer = alice.post(f"{MEMBERS}/{bob.member_id}/removal", {"heir": str(alice.member_id)})
    assert answer.status_code == 303
    assert assigned(team) == {(1, "Alice"), (3, "Alice")}
    assert "Bob Brown" in alice.get("/acme/tasks/WEB-1").text
    with in_workspace(team.workspace_id):
        kinds = db.session.execute(
            select(Event.kind, Event.change_id).order_by(Event.seq.desc(), Event.id.desc())
        ).all()
    last = [kind for kind, change in kinds if change == kinds[0].change_id]
    assert sorted(last) == ["member.removed", "task.changed", "task.changed"]


def test_an_heir_must_be_here_and_gets_only_what_they_may_see(
    team: Team, alice: Person, bob: Person, gina: Person, charlie: Person
) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "One"})
    alice.post("/acme/projects", {"name": "Hidden", "key": "HID"})
    give(alice, 1, bob)
    page = alice.post("/acme/settings/invitations", {"emails": charlie.email, "role": "member"}).text
    (link,) = re.findall(r'"http://localhost(/invitations/[\w-]+)"', page)
    charlie.post(f"{link}/acceptance")
    with in_workspace(team.workspace_id):
        gone = db.session.scalars(select(Membership.id).where(Membership.user_id == charlie.user_id)).one()
    alice.post(f"{MEMBERS}/{gone}/removal")
    for stranger in (charlie.user_id, gone, bob.member_id, "nobody", team.workspace_id):
        assert alice.post(f"{MEMBERS}/{bob.member_id}/removal", {"heir": str(stranger)}).status_code == 422
    assert assigned(team) == {(1, "Bob")}
    assert bob.get(MEMBERS).status_code == 200
    with in_workspace(team.workspace_id):
        member = db.session.scalars(select(Membership).where(Membership.id == gina.member_id)).one()
        member.role = Role.MEMBER
        db.session.commit()
    alice.post("/acme/projects/WEB/sharing", {"visibility": "private", "people": str(bob.member_id)})
    assert alice.post(f"{MEMBERS}/{bob.member_id}/removal", {"heir": str(gina.member_id)}).status_code == 303
    assert assigned(team) == set()


def test_a_guest_who_leaves_learns_nobodys_name(alice: Person, gina: Person, bob: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "One"})
    give(alice, 1, gina)
    page = gina.get(f"{MEMBERS}/{gina.member_id}/removal").text
    assert "Bob Brown" not in page
    assert gina.post(f"{MEMBERS}/{gina.member_id}/removal", {"heir": str(bob.member_id)}).status_code == 403
    assert gina.post(f"{MEMBERS}/{gina.member_id}/removal").status_code == 303


def test_shared_filters_stay_and_reminders_end(team: Team, alice: Person, bob: Person, gina: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "One"})
    now = utcnow()
    with in_workspace(team.workspace_id):
        task_id = db.session.scalars(select(Task.id)).one()
        for owner, name, shared in ((bob, "Ours", True), (bob, "Mine", False), (gina, "Hers", True)):
            db.session.add(
                SavedFilter(owner_id=owner.member_id, name=name, slug=name.lower(), query="", is_shared=shared)
            )
            db.session.add(Reminder(task_id=task_id, membership_id=owner.member_id, kind="due", next_at=now))
        db.session.commit()
    alice.post(f"{MEMBERS}/{bob.member_id}/removal")
    with in_workspace(team.workspace_id):
        owners = dict(db.session.execute(select(SavedFilter.name, SavedFilter.owner_id)).all())
        assert owners == {"Ours": alice.member_id, "Mine": bob.member_id, "Hers": gina.member_id}
        assert db.session.scalars(select(Reminder.membership_id)).all() == [gina.member_id]


def test_the_owner_hands_the_workspace_over_after_showing_who_they_are(team: Team, alice: Person, bob: Person) -> None:
    url = f"{MEMBERS}/{bob.member_id}/ownership"
    assert "Make Bob Brown the owner?" in alice.get(url).text
    db.session.execute(update(Session).values(created_at=utcnow() - timedelta(hours=1)))
    db.session.commit()
    assert "Is it you?" in alice.post(url).text
    assert roles(team) == {"Alice": "owner", "Bob": "member", "Gina": "guest"}
    assert alice.post(url, {"current": PASSWORD}).status_code == 303
    assert roles(team) == {"Alice": "admin", "Bob": "owner", "Gina": "guest"}
    assert alice.get(url).status_code == 403
    assert alice.post(url).status_code == 403


def test_nobody_hands_over_to_themselves_or_to_strangers(team: Team, alice: Person, charlie: Person) -> None:
    assert alice.post(f"{MEMBERS}/{alice.member_id}/ownership").status_code == 422
    assert alice.post(f"{MEMBERS}/{charlie.member_id}/ownership").status_code == 404
    assert roles(team)["Alice"] == "owner"


def test_handing_over_and_removing_at_once_leave_an_owner(
    app: Flask, team: Team, alice: Person, bob: Person, gina: Person
) -> None:
    """Gina, an owner too, removes Bob while Alice makes him owner and Gina is made less: whoever comes second loses."""
    alice.post(f"{MEMBERS}/{gina.member_id}/role", {"role": "owner"})
    deeds = [
        lambda: alice.post(f"{MEMBERS}/{bob.member_id}/ownership"),
        lambda: gina.post(f"{MEMBERS}/{bob.member_id}/removal"),
        lambda: gina.post(f"{MEMBERS}/{alice.member_id}/role", {"role": "member"}),
        lambda: alice.post(f"{MEMBERS}/{gina.member_id}/role", {"role": "member"}),
    ]
    threads = [threading.Thread(target=deed) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "owner" in roles(team).values()


@pytest.mark.parametrize(
    ("change", "fault"), [({"role": Role.MEMBER}, Forbidden), ({"removed_at": utcnow()}, NotFound)]
)
def test_who_was_demoted_or_removed_meanwhile_decides_nothing_more(
    team: Team, alice: Person, bob: Person, change: dict[str, object], fault: type[DomainError]
) -> None:
    """The prologue read the role before somebody else changed it."""
    viewer = alice.viewer()
    with in_workspace(team.workspace_id):
        db.session.execute(update(Membership).where(Membership.id == alice.member_id).values(change))
        assert bob.member_id is not None
        with pytest.raises(fault):
            get_member(viewer, bob.member_id, to="member.manage", lock=True)


def test_the_roles_are_told_in_words_from_the_table(alice: Person, gina: Person) -> None:
    assert set(WORDS) == set(ACTIONS)
    assert sum(len(one.deeds) for one in list_roles()) == len(ACTIONS)
    for who in (alice, gina):
        page = who.get("/acme/settings/roles").text
        assert all(words in page for words in WORDS.values())
