"""Reminders on the page of a task: set by a choice or in words, taken off, undone; nobody sees another's."""

from __future__ import annotations

from html import unescape

import pytest
from sqlalchemy import select

from app.database import in_workspace
from app.extensions import db
from app.tasks.models import Task
from app.tasks.reminding.carrying import carry_reminders
from app.tasks.reminding.models import Reminder
from tests.cast import Person, Team
from tests.reminders.conftest import add

TASK = "/acme/tasks/WEB-1"
PICK = f"/acme/tasks/pick/reminders?ref=WEB-1&next={TASK}"


@pytest.fixture(autouse=True)
def task(alice: Person) -> None:
    add(alice, "Call 2027-05-14 17:00")


def shown(person: Person) -> str:
    return unescape(person.get(TASK).text)


def kept(team: Team) -> list[tuple[str, int, int]]:
    with in_workspace(team.workspace_id):
        rows = [(one.kind, one.minutes, one.days) for one in db.session.scalars(select(Reminder).order_by(Reminder.id))]
        db.session.rollback()
    return rows


def test_a_moment_is_chosen_or_written_and_taken_off(alice: Person, team: Team) -> None:
    page = alice.get(PICK).text
    assert "30 minutes before" in page
    assert alice.post(f"{TASK}/reminders", {"moment": "30m", "next": TASK}).location == TASK
    alice.post(f"{TASK}/reminders", {"words": "2h before and 1 day before"})
    assert kept(team) == [("due", 30, 0), ("due", 120, 0), ("due", 0, 1)]
    assert "1 day before +2" in shown(alice)
    alice.post(f"{TASK}/reminders", {"words": "30m"})
    assert len(kept(team)) == 3
    first = alice.get(PICK).text.split(f'action="{TASK}/reminders/')[1].split('"')[0]
    alice.post(f"{TASK}/reminders/{first}")
    assert kept(team) == [("due", 30, 0), ("due", 120, 0)]


def test_words_that_say_no_moment_stay_in_the_field(alice: Person, team: Team) -> None:
    answer = alice.post(f"{TASK}/reminders", {"words": "some time soon"})
    assert answer.status_code == 422
    assert "“some time soon” is not understood." in unescape(answer.text)
    assert 'value="some time soon"' in answer.text
    assert kept(team) == []


def test_they_are_ones_own(alice: Person, bob: Person, gina: Person, team: Team) -> None:
    alice.post(f"{TASK}/reminders", {"moment": "30m"})
    assert "30 minutes before" not in shown(bob)
    with in_workspace(team.workspace_id):
        id = db.session.scalars(select(Reminder.id)).one()
        db.session.rollback()
    assert bob.post(f"{TASK}/reminders/{id}/removal").status_code == 404
    assert "a reminder" in alice.get("/acme/history").text
    assert "a reminder" not in bob.get("/acme/history").text
    change = alice.get("/acme/history").text.split("/acme/changes/")[1].split('"')[0].split("/")[0]
    assert bob.post(f"/acme/changes/{change}/undo").status_code == 404
    assert len(kept(team)) == 1


def test_the_clock_of_somebody_else_moves_none(alice: Person, bob: Person, team: Team) -> None:
    bob.post(f"{TASK}/reminders", {"moment": "30m"})

    def looked_at() -> object:
        with in_workspace(team.workspace_id):
            at = db.session.scalars(select(Reminder.next_at)).one()
            db.session.rollback()
        return at

    before = looked_at()
    alice.post("/acme/settings/profile", {"name": "Alice", "time_zone": "Pacific/Niue", "language": "en"})
    assert looked_at() == before


def test_undo_takes_a_reminder_back_and_sets_it_again(alice: Person, team: Team) -> None:
    alice.post(f"{TASK}/reminders", {"moment": "30m"})
    for after in ([], [("due", 30, 0)], []):
        alice.post("/acme/undo" if after == [] else "/acme/redo")
        assert kept(team) == after


def test_the_next_task_gets_them_all(alice: Person, bob: Person, team: Team) -> None:
    alice.post(f"{TASK}/reminders", {"words": "30m before, 2027-05-13 at 9am"})
    bob.post(f"{TASK}/reminders", {"moment": "1d"})
    add(alice, "Call again 2027-05-21 17:00")
    with in_workspace(team.workspace_id):
        first, second = db.session.scalars(select(Task).order_by(Task.number)).all()
        carry_reminders(first, second)
        db.session.commit()
        found = db.session.scalars(select(Reminder).where(Reminder.task_id == second.id).order_by(Reminder.id)).all()
        assert [(one.membership_id, one.minutes, one.days, str(one.on_day)) for one in found] == [
            (alice.member_id, 30, 0, "None"),
            (alice.member_id, 0, 0, "2027-05-20"),
            (bob.member_id, 0, 1, "None"),
        ]
        assert all(one.next_at for one in found)
        db.session.rollback()


def test_a_copy_has_the_reminders_of_who_makes_it(alice: Person, bob: Person, team: Team) -> None:
    alice.post(f"{TASK}/reminders", {"words": "45m before"})
    bob.post(f"{TASK}/reminders", {"words": "2h before"})
    alice.post(f"{TASK}/copies")
    assert [row[1] for row in kept(team)] == [45, 120, 45]


def test_a_guest_picks_reminders_and_nothing_else(gina: Person) -> None:
    page = shown(gina)
    assert 'data-pick="reminders"' in page
    assert page.count("data-pick=") == 1
    assert "30 minutes before" in gina.get(PICK).text
    assert gina.get(PICK.replace("/reminders?", "/due?")).status_code == 403
