"""Reminders are told at their moment, once, to the one who set them; moved with the date, silent when all is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from html import unescape

import pytest
import time_machine
from sqlalchemy import select, text, update

from app.database import in_workspace
from app.extensions import db
from app.notifications.reminding import remind_as_set
from app.tasks.reminding.models import Reminder
from app.workspaces.models import Membership
from tests.cast import Person, Team
from tests.notifications.post_office import PostOffice, text_of
from tests.notifications.rounds import deliver_all, mails, notes_of, relay_all
from tests.reminders.conftest import add, moment

Told = Callable[[Person, str], list[str]]
TASK = "/acme/tasks/WEB-1"


@pytest.fixture(autouse=True)
def wednesday() -> object:
    with time_machine.travel(datetime.fromisoformat("2027-05-12T09:00:00+02:00"), tick=False):
        yield


def test_a_typed_reminder_is_kept_said_and_told_once(alice: Person, bob: Person, told: Told) -> None:
    said = unescape(add(alice, "Call Ada tomorrow 5pm remind 30m before"))
    assert "“Call Ada” added: due Tomorrow 17:00, remind 30 minutes before." in said
    assert told(alice, "2027-05-13 14:29:59") == []
    assert len(told(alice, "2027-05-13 14:30")) == 1
    assert len(told(alice, "2027-05-14 14:30")) == 1
    assert told(bob, "2027-05-14 14:30") == []


def test_several_moments_are_told_each(alice: Person, told: Told) -> None:
    add(alice, "Call friday 17:00 remind 1 day before at 9, 1h before and thursday at 10am")
    assert len(told(alice, "2027-05-13 07:00")) == 1
    assert len(told(alice, "2027-05-13 08:00")) == 2
    assert len(told(alice, "2027-05-14 14:00")) == 3


def test_moving_the_date_moves_what_counts_from_it(alice: Person, told: Told) -> None:
    add(alice, "Call friday 17:00 remind 1h before")
    assert len(told(alice, "2027-05-14 14:00")) == 1
    alice.post(TASK, {"due_date": "2027-05-17", "due_time": "10:00", "due_zone": "Europe/Berlin"})
    relay_all()
    assert len(told(alice, "2027-05-17 06:59:59")) == 1
    assert len(told(alice, "2027-05-17 07:00")) == 2


def test_a_date_that_moved_while_nobody_relayed_is_not_told_early(alice: Person, told: Told) -> None:
    add(alice, "Call friday 17:00 remind 1h before")
    alice.post(TASK, {"due_date": "2027-05-17", "due_time": "10:00", "due_zone": "Europe/Berlin"})
    assert told(alice, "2027-05-14 14:00") == []
    assert len(told(alice, "2027-05-17 07:00")) == 1


def test_a_moment_that_had_passed_when_it_was_set_is_not_told(alice: Person, told: Told) -> None:
    add(alice, "Call today 10:00 remind 1 day before")
    relay_all()
    assert told(alice, "2027-05-12 08:00") == []


@pytest.mark.parametrize("gone", ["completed", "trashed", "removed", "taken off", "archived"])
def test_nothing_is_told_of_what_is_over(alice: Person, bob: Person, team: Team, told: Told, gone: str) -> None:
    add(bob, "Call friday 17:00 remind 1h before")
    with in_workspace(team.workspace_id):
        if gone == "removed":
            db.session.execute(
                update(Membership).where(Membership.id == bob.member_id).values(removed_at=moment("2027-05-13"))
            )
        if gone == "taken off":
            db.session.delete(db.session.scalars(select(Reminder)).one())
        db.session.commit()
    if gone == "completed":
        alice.post(f"{TASK}/status", {"status": "completed"})
    if gone == "trashed":
        alice.post(f"{TASK}/trash")
    if gone == "archived":
        alice.post("/acme/projects/WEB/archive")
    assert told(bob, "2027-05-14 14:00") == []
    if gone == "completed":
        alice.post(f"{TASK}/status", {"status": "pending"})
        assert told(bob, "2027-05-14 15:00") == []


def test_a_whole_day_is_the_persons_wherever_they_are(alice: Person, told: Told) -> None:
    add(alice, "Pay friday remind at 9am")
    alice.post("/acme/settings/profile", {"name": "Alice", "time_zone": "Pacific/Kiritimati", "language": "en"})
    assert told(alice, "2027-05-13 18:59:59") == []
    assert len(told(alice, "2027-05-13 19:00")) == 1
    alice.post("/acme/settings/profile", {"name": "Alice", "time_zone": "Pacific/Niue", "language": "en"})
    relay_all()
    assert len(told(alice, "2027-05-14 20:00")) == 1  # nine o'clock of the same day comes again, the reminder does not


def test_a_later_zone_waits(alice: Person, told: Told) -> None:
    add(alice, "Pay friday remind at 9am")
    alice.post("/acme/settings/profile", {"name": "Alice", "time_zone": "America/New_York", "language": "en"})
    assert told(alice, "2027-05-14 12:59:59") == []
    assert len(told(alice, "2027-05-14 13:00")) == 1


def test_the_mail_says_it_and_stays_where_the_date_has_moved(alice: Person, team: Team, office: PostOffice) -> None:
    add(alice, "Call friday 17:00 remind 1h before, 30m before")
    remind_as_set(moment("2027-05-14 14:00"))
    deliver_all(team)
    assert office.mails[0]["Subject"] == "Reminder: Call (WEB-1)"
    assert "Friday 14 May 2027, 17:00" in text_of(office.mails[0])
    remind_as_set(moment("2027-05-14 14:30"))
    alice.post(TASK, {"due_date": "2027-05-17"})
    deliver_all(team)
    assert [mail.state for mail in mails(team)] == ["sent", "skipped"]


def test_who_wants_no_such_mail_gets_none(alice: Person, team: Team) -> None:
    add(alice, "Call friday 17:00 remind 1h before")
    alice.post("/acme/settings/notifications", {"reminder-in-app": "1"})
    remind_as_set(moment("2027-05-14 14:00"))
    assert mails(team) == []
    assert [note.in_app for note in notes_of(alice, team)] == [True]
    assert "Reminder: “Call”" in alice.get("/acme/updates").text


def test_a_clock_that_dies_before_it_has_committed_tells_once(
    alice: Person, team: Team, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(alice, "Call friday 17:00 remind 1h before")
    with monkeypatch.context() as patch:
        patch.setattr(db.session, "commit", lambda: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            remind_as_set(moment("2027-05-14 14:00"))
    assert notes_of(alice, team) == []
    assert len(told(alice, "2027-05-14 14:00")) == 1
    assert len(mails(team)) == 1


def test_the_clock_finds_what_is_due_by_an_index(alice: Person) -> None:
    add(alice, "Call friday 17:00 remind 1h before")
    db.session.execute(text("set local enable_seqscan = off"))
    few = "'2000-01-01'"  # whatever the planner knows of the rows
    query = f"explain select workspace_id from reminders where next_at <= {few}"
    plan = "\n".join(db.session.execute(text(query)).scalars())
    db.session.rollback()
    assert "ix_reminders_next" in plan
