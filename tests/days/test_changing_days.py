"""Another day for a task, by drag, key or plain form: one event, no lost edit, the time stays."""

from __future__ import annotations

from datetime import date, time, timedelta

from sqlalchemy import select

from app.activity.models import Event
from app.database import in_workspace
from app.dates import Due
from app.extensions import db
from app.tasks.models import Task
from tests.cast import Person, Team
from tests.clients import htmx
from tests.days.conftest import Make

DAY = "/acme/tasks/WEB-1/day"


def due_of(team: Team, number: int = 1) -> Due | None:
    with in_workspace(team.workspace_id):
        db.session.rollback()
        return db.session.scalars(select(Task).where(Task.number == number)).one().due


def changes(team: Team) -> int:
    with in_workspace(team.workspace_id):
        return len(db.session.scalars(select(Event).where(Event.kind == "task.changed")).all())


def test_each_kind_keeps_what_it_is(alice: Person, team: Team, make: Make, today: date) -> None:
    make("All day", 0)
    make("Floating", 0, time(9, 30))
    make("Timed", 0, time(9, 30), zone="Etc/GMT+3")
    to = today + timedelta(days=3)
    for number in (1, 2, 3):
        assert alice.post(f"/acme/tasks/WEB-{number}/day", {"day": to}).status_code == 303
    assert due_of(team) == Due(to)
    assert due_of(team, 2) == Due(to, time(9, 30))
    timed = due_of(team, 3)
    assert timed
    assert (timed.time, timed.zone) == (time(9, 30), "Etc/GMT+3")
    assert timed.day_in(alice.viewer().zone) == to
    assert changes(team) == 3


def test_the_same_day_again_changes_nothing(alice: Person, team: Team, make: Make, today: date) -> None:
    make("Task", 0)
    for _ in range(2):
        alice.post(DAY, {"day": today})
    assert changes(team) == 0


def test_someone_elses_change_is_not_overwritten(
    alice: Person, bob: Person, team: Team, make: Make, today: date
) -> None:
    make("Task", 0)
    theirs, mine = today + timedelta(days=1), today + timedelta(days=2)
    assert bob.post(DAY, {"day": theirs, "version": 1}).status_code == 303
    answer = alice.post(DAY, {"day": mine, "version": 1})
    assert answer.status_code == 409
    assert "Bob Brown" in answer.text
    assert due_of(team) == Due(theirs)


def test_ones_own_quick_second_move_is_no_conflict(alice: Person, team: Team, make: Make, today: date) -> None:
    make("Task", 0)
    for days in (1, 2):
        answer = alice.post(DAY, {"day": today + timedelta(days=days), "version": 1}, headers=htmx("/acme/upcoming"))
        assert answer.status_code == 200
    assert due_of(team) == Due(today + timedelta(days=2))


def test_a_change_of_another_field_is_no_conflict(alice: Person, bob: Person, make: Make, today: date) -> None:
    make("Task", 0)
    bob.post("/acme/tasks/WEB-1", {"title": "Renamed"})
    assert alice.post(DAY, {"day": today + timedelta(days=1), "version": 1}).status_code == 303


def test_without_a_script_a_page_asks_for_the_day(alice: Person, team: Team, make: Make, today: date) -> None:
    make("Task", 0, time(9))
    page = alice.get(DAY, headers={"Referer": "http://localhost/acme/upcoming"})
    assert 'name="day"' in page.text
    assert 'value="/acme/upcoming"' in page.text
    to = today + timedelta(days=5)
    answer = alice.post(DAY, {"day": to, "version": 1, "next": "/acme/upcoming"})
    assert (answer.status_code, answer.location) == (303, "/acme/upcoming")
    assert due_of(team) == Due(to, time(9))
    assert alice.post(DAY, {"day": "soon"}).status_code == 422
