"""Due soon and late at the right instant of each receiver's day, once per due value, over zones and clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import update

from app.accounts.models import User
from app.database import in_workspace
from app.dates import Due
from app.extensions import db
from app.notifications.reminders import due_soon_at, remind
from app.projects.models import Project
from app.workspaces.models import Membership
from app.zones import zone_info
from tests.cast import Person, Team
from tests.notifications.post_office import PostOffice, text_of
from tests.notifications.rounds import deliver_all, mails, notes_of

SECOND = timedelta(seconds=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "zone", "soon", "late"),
    [
        # Berlin goes from +1 to +2 on 28 March 2027 and back on 31 October.
        (Due(date(2027, 3, 29)), "Europe/Berlin", "2027-03-28 07:00", "2027-03-29 22:00"),
        (Due(date(2027, 3, 28)), "Europe/Berlin", "2027-03-27 08:00", "2027-03-28 22:00"),
        (Due(date(2027, 10, 31)), "Europe/Berlin", "2027-10-30 07:00", "2027-10-31 23:00"),
        (Due(date(2027, 11, 1)), "Europe/Berlin", "2027-10-31 08:00", "2027-11-01 23:00"),
        # 02:30 is skipped in March and comes twice in October: an hour later, and the first.
        (Due(date(2027, 3, 28), time(2, 30)), "Europe/Berlin", "2027-03-27 08:00", "2027-03-28 01:30"),
        (Due(date(2027, 10, 31), time(2, 30)), "Europe/Berlin", "2027-10-30 07:00", "2027-10-31 00:30"),
        # A timed task has one instant for everyone, and 24 hours are 24 hours over a change of clocks.
        (Due(date(2027, 3, 28), time(12), "Europe/Berlin"), "Asia/Tokyo", "2027-03-27 10:00", "2027-03-28 10:00"),
        (Due(date(2027, 3, 28), time(2, 30), "Europe/Berlin"), "UTC", "2027-03-27 01:30", "2027-03-28 01:30"),
        (Due(date(2027, 10, 31), time(2, 30), "Europe/Berlin"), "UTC", "2027-10-30 00:30", "2027-10-31 00:30"),
        # The first and the last places to see a day, a half hour, and a zone without changes.
        (Due(date(2027, 6, 10)), "Pacific/Kiritimati", "2027-06-08 19:00", "2027-06-10 10:00"),
        (Due(date(2027, 6, 10)), "Pacific/Niue", "2027-06-09 20:00", "2027-06-11 11:00"),
        (Due(date(2027, 6, 10)), "Asia/Kolkata", "2027-06-09 03:30", "2027-06-10 18:30"),
        (Due(date(2027, 6, 10), time(17)), "America/New_York", "2027-06-09 13:00", "2027-06-10 21:00"),
        (Due(date(2027, 6, 10), time(17)), "Australia/Lord_Howe", "2027-06-08 22:30", "2027-06-10 06:30"),
    ],
)
def test_each_instant_is_that_of_the_receivers_clock(due: Due, zone: str, soon: str, late: str) -> None:
    assert due_soon_at(due, zone_info(zone)) == at(soon)
    assert due.latest(zone_info(zone)) == at(late)


def set_due(person: Person, task: str, day: str, clock: str = "", zone: str = "") -> None:
    answer = person.post(task, {"due_date": day, "due_time": clock, "due_zone": zone})
    assert answer.status_code == 303


def assign(person: Person, task: str, *people: Person) -> None:
    person.post(task, {"has": "assignees", "assignees": [str(one.member_id) for one in people]})


def move_to(person: Person, zone: str) -> None:
    db.session.execute(update(User).where(User.id == person.user_id).values(time_zone=zone))
    db.session.commit()


def kinds(person: Person, team: Team) -> list[str]:
    return [note.kind for note in notes_of(person, team) if note.kind != "assigned"]


def test_each_receiver_is_told_in_their_own_morning_and_once(team: Team, task: str) -> None:
    assign(team.alice, task, team.alice, team.bob)
    set_due(team.alice, task, "2027-10-31")
    move_to(team.bob, "Pacific/Kiritimati")
    remind(at("2027-10-29 19:00") - SECOND)
    assert (kinds(team.alice, team), kinds(team.bob, team)) == ([], [])
    remind(at("2027-10-29 19:00"))
    assert (kinds(team.alice, team), kinds(team.bob, team)) == ([], ["due_soon"])
    remind(at("2027-10-30 07:00") - SECOND)
    assert kinds(team.alice, team) == []
    for _ in range(2):
        remind(at("2027-10-30 07:00"))
    assert (kinds(team.alice, team), kinds(team.bob, team)) == (["due_soon"], ["due_soon"])
    remind(at("2027-10-31 10:00"))
    assert (kinds(team.alice, team), kinds(team.bob, team)) == (["due_soon"], ["due_soon", "overdue"])
    for _ in range(2):
        remind(at("2027-10-31 23:00"))
    assert kinds(team.alice, team) == kinds(team.bob, team) == ["due_soon", "overdue"]


def test_a_timed_task_tells_24_hours_before_and_when_its_time_has_come(team: Team, task: str) -> None:
    assign(team.alice, task, team.bob)
    set_due(team.alice, task, "2027-03-28", "12:00", "Europe/Berlin")
    remind(at("2027-03-27 10:00") - SECOND)
    assert kinds(team.bob, team) == []
    remind(at("2027-03-27 10:00"))
    remind(at("2027-03-28 10:00") - SECOND)
    assert kinds(team.bob, team) == ["due_soon"]
    remind(at("2027-03-28 10:00"))
    assert kinds(team.bob, team) == ["due_soon", "overdue"]


def test_a_new_date_tells_anew_and_the_old_one_again_does_not(team: Team, task: str) -> None:
    for day in ("2027-06-10", "2027-06-11", "2027-06-10"):
        set_due(team.alice, task, day)
        remind(at("2027-06-10 08:00"))
    assert kinds(team.alice, team) == ["due_soon", "due_soon"]
    assert [note.once_key for note in notes_of(team.alice, team)] == ["2027-06-10", "2027-06-11"]


def test_without_assignees_the_creator_is_told(team: Team, task: str) -> None:
    set_due(team.alice, task, "2027-06-10")
    remind(at("2027-06-09 08:00"))
    assert (kinds(team.alice, team), kinds(team.bob, team)) == (["due_soon"], [])


def test_after_a_day_without_a_clock_what_was_missed_is_told(team: Team, task: str) -> None:
    set_due(team.alice, task, "2027-06-10", "12:00", "UTC")
    remind(at("2027-06-11 12:00"))
    assert kinds(team.alice, team) == ["overdue"]


@pytest.mark.parametrize("gone", ["completed", "trashed", "removed", "disabled", "private"])
def test_nothing_is_told_of_what_is_over(team: Team, task: str, gone: str) -> None:
    assign(team.alice, task, team.bob)
    set_due(team.alice, task, "2027-06-10")
    if gone == "completed":
        team.alice.post(f"{task}/status", {"status": "completed"})
    elif gone == "trashed":
        team.alice.post(f"{task}/trash")
    else:
        day, bob = at("2027-06-01"), team.bob
        with in_workspace(team.workspace_id):
            if gone == "removed":
                db.session.execute(update(Membership).where(Membership.id == bob.member_id).values(removed_at=day))
            elif gone == "disabled":
                db.session.execute(update(User).where(User.id == bob.user_id).values(disabled_at=day))
            else:
                db.session.execute(update(Project).where(Project.key == "WEB").values(is_private=True))
            db.session.commit()
    remind(at("2027-06-10 08:00"))
    assert kinds(team.bob, team) == []


def test_the_mail_names_the_date_and_stays_when_it_was_moved(team: Team, task: str, office: PostOffice) -> None:
    set_due(team.alice, task, "2027-06-10", "17:00", "Europe/Berlin")
    remind(at("2027-06-10 08:00"))
    deliver_all(team)
    assert office.mails[0]["Subject"] == "Due soon: Write tests (WEB-1)"
    assert "Thursday 10 June 2027, 17:00" in text_of(office.mails[0])
    remind(at("2027-06-10 16:00"))
    set_due(team.alice, task, "2027-07-01")
    deliver_all(team)
    assert len(office.mails) == 1
    assert [mail.state for mail in mails(team)] == ["sent", "skipped"]
