"""Completing a task that repeats makes its next occurrence: in the same change, exactly one, with what it had."""

from __future__ import annotations

from datetime import date, time
from html import unescape

import time_machine
from sqlalchemy import select

from app.activity.models import Event
from app.activity.relay import relay
from app.comments.models import Comment
from app.database import utcnow
from app.dates import Due
from app.extensions import db
from app.notifications.models import Notification
from app.subscribers import SUBSCRIBERS
from tests.cast import Person
from tests.clients import htmx
from tests.repeats.conftest import Look, add, complete, find

WEEKLY = "FREQ=WEEKLY;BYDAY=FR"


def test_the_next_one_stands_where_this_one_stood(alice: Person, look: Look) -> None:
    add(alice, "Water every friday")
    add(alice, "Last")
    complete(alice, "WEB-1")
    assert look() == ["WEB-1 done Water 2027-05-14", f"WEB-3 Water 2027-05-21 {WEEKLY}", "WEB-2 Last"]


def test_it_has_everything_but_what_was_said_and_done(alice: Person, bob: Person, look: Look) -> None:
    add(alice, "Send invoice every month on the 15th 5pm !high @finance +bob // the *blue* one")
    alice.post("/acme/tasks/WEB-1", {"estimate": "2h", "start_on": "2027-05-13"})
    alice.post("/acme/tasks/WEB-1/comments", {"body": "Done"})
    complete(bob, "WEB-1")
    task = find("WEB-2")
    assert task.due
    assert (task.due.date, task.due.time) == (date(2027, 6, 15), time(17))
    assert task.due.zone == find("WEB-1").due_tz
    assert (task.description, task.priority, task.estimate, task.status) == ("the *blue* one", 3, 120, "pending")
    assert task.start_on == date(2027, 6, 13)
    assert [label.name for label in task.labels] == ["finance"]
    assert [person.id for person in task.assignees] == [bob.member_id]
    assert task.created_by == alice.member_id
    assert task.series_id == find("WEB-1").id
    assert db.session.scalars(select(Comment).where(Comment.task_id == task.id)).all() == []


def test_completing_again_makes_no_second_one(alice: Person, bob: Person, look: Look) -> None:
    add(alice, "Water every friday")
    complete(alice, "WEB-1")
    complete(bob, "WEB-1")
    alice.post("/acme/tasks/WEB-1", {"status": "completed"})
    alice.post("/acme/tasks/bulk", {"ref": "WEB-1", "status": "completed"})
    assert look() == ["WEB-1 done Water 2027-05-14", f"WEB-2 Water 2027-05-21 {WEEKLY}"]


def test_opened_again_it_takes_the_next_one_back(alice: Person, look: Look) -> None:
    add(alice, "Water every friday")
    alice.post("/acme/tasks/WEB-1", {"due_date": "2027-05-13"})
    before = look()
    complete(alice, "WEB-1")
    page = htmx("/acme/projects/WEB")
    answer = alice.post("/acme/tasks/WEB-1/status", {"status": "pending"}, headers=page)
    assert "“Water” is pending. The next one, WEB-2, is in the trash" in answer.text
    assert look() == before
    complete(alice, "WEB-1")
    after = look()
    assert after == ["WEB-1 done Water 2027-05-13", f"WEB-3 Water 2027-05-21 {WEEKLY}"]
    alice.post("/acme/tasks/WEB-1/status", {"status": "pending"})
    alice.post("/acme/undo")
    assert look() == after


def test_opened_again_it_leaves_a_next_one_that_was_touched(alice: Person, look: Look) -> None:
    add(alice, "Water every friday")
    complete(alice, "WEB-1")
    alice.post("/acme/tasks/WEB-2/comments", {"body": "Twice"})
    alice.post("/acme/tasks/WEB-1/status", {"status": "pending"})
    assert look() == ["WEB-1 Water 2027-05-14", f"WEB-2 Water 2027-05-21 {WEEKLY}"]
    complete(alice, "WEB-1")
    assert len(look()) == 2
    with time_machine.travel("2027-05-12T10:00:00+02:00", tick=False):
        complete(alice, "WEB-2")
        alice.post("/acme/tasks/WEB-1/status", {"status": "pending"})
    assert f"WEB-3 Water 2027-05-28 {WEEKLY}" in look(), "it is not the one that this task made"


def test_every_way_to_complete_makes_the_next_one(alice: Person, look: Look) -> None:
    for _ in range(3):
        add(alice, "Water every friday")
    alice.post("/acme/tasks/WEB-1/place", {"status": "completed", "place": "top"})
    alice.post("/acme/tasks/bulk", {"ref": "WEB-2,WEB-3", "status": "completed"})
    assert sum(WEEKLY in line and "2027-05-21" in line for line in look()) == 3
    assert len(look()) == 6


def test_the_undo_takes_the_next_one_back(alice: Person, look: Look) -> None:
    add(alice, "Water every friday")
    before = look()
    complete(alice, "WEB-1")
    after = look()
    answer = alice.post("/acme/undo", follow_redirects=True)
    assert "Undone: completed “Water”" in unescape(answer.text)
    assert look() == before
    alice.post("/acme/redo")
    assert look() == after
    alice.post("/acme/undo")
    complete(alice, "WEB-1")
    assert look() == [after[0], after[1].replace("WEB-2", "WEB-3")]


def test_the_undo_tells_of_the_completion_only(alice: Person, inside: None) -> None:
    add(alice, "Water every friday")
    complete(alice, "WEB-1")
    alice.post("/acme/undo")
    kinds = db.session.scalars(select(Event.kind).where(Event.undoes.is_not(None)).order_by(Event.seq, Event.id)).all()
    assert sorted(kinds) == ["task.reopened", "task.trashed"]


def test_an_undo_says_that_the_next_one_was_touched(alice: Person, look: Look) -> None:
    add(alice, "Water every friday")
    complete(alice, "WEB-1")
    undo = unescape(alice.get("/acme/history").text).split('action="/acme/changes/')[1].split('"')[0]
    alice.post("/acme/tasks/WEB-2", {"title": "Water all"})
    answer = alice.post(f"/acme/changes/{undo}", follow_redirects=True)
    assert "Since then: Title" in answer.text
    assert look() == ["WEB-1 done Water 2027-05-14", f"WEB-2 Water all 2027-05-21 {WEEKLY}"]


def test_late_it_is_the_next_day_still_to_come(alice: Person, look: Look) -> None:
    add(alice, "Water every monday")
    add(alice, "Pay every 2 weeks on monday")
    add(alice, "Sharpen every! 2 weeks from 17 may")
    with time_machine.travel("2027-06-08T10:00:00+02:00", tick=False):
        for ref in ("WEB-1", "WEB-2", "WEB-3"):
            complete(alice, ref)
    assert [line.split()[2] for line in look() if "done" not in line] == ["2027-06-14", "2027-06-14", "2027-06-22"]


def test_one_that_was_moved_keeps_the_rhythm(alice: Person, look: Look) -> None:
    add(alice, "Water every friday")
    alice.post("/acme/tasks/WEB-1", {"due_date": "2027-05-13"})
    complete(alice, "WEB-1")
    assert look()[1] == f"WEB-2 Water 2027-05-21 {WEEKLY}"


def test_month_ends_and_leap_days_are_kept(alice: Person, look: Look) -> None:
    add(alice, "Books every month on the 31st from 31 january 2028")
    for number, day in enumerate(("2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"), 1):
        assert look()[-1].startswith(f"WEB-{number} Books {day}")
        complete(alice, f"WEB-{number}")


def test_the_last_one_is_the_last(alice: Person, look: Look) -> None:
    add(alice, "Water every day for 2 times")
    complete(alice, "WEB-1")
    complete(alice, "WEB-2")
    assert look() == ["WEB-1 done Water 2027-05-12", "WEB-2 done Water 2027-05-13 FREQ=DAILY;COUNT=2"]


def test_subtasks_come_back_open_when_asked(alice: Person, look: Look) -> None:
    add(alice, "Pack every friday")
    alice.post("/acme/tasks/WEB-1/subtasks", {"title": "Socks friday\nHat"})
    alice.post("/acme/tasks/WEB-1", {"repeat": "every friday", "repeat_asks": "subtasks", "repeat_subtasks": "1"})
    complete(alice, "WEB-2")
    complete(alice, "WEB-1", subtasks="yes")
    assert [line for line in look() if "done" not in line] == [
        f"WEB-4 Pack 2027-05-21 {WEEKLY}",
        "WEB-5 Socks 2027-05-21",
        "WEB-6 Hat",
    ]
    complete(alice, "WEB-4", subtasks="yes")
    assert len([line for line in look() if "done" not in line]) == 3


def test_a_task_done_with_the_one_above_it_does_not_come_again(alice: Person, look: Look) -> None:
    add(alice, "Move")
    alice.post("/acme/tasks/WEB-1/subtasks", {"title": "Carry every day"})
    complete(alice, "WEB-1", subtasks="yes")
    assert all("done" in line for line in look())


def test_the_answer_shows_the_next_one_and_says_when(alice: Person) -> None:
    add(alice, "Water every friday")
    answer = alice.post("/acme/tasks/WEB-1/status", {"status": "completed"}, headers=htmx("/acme/projects/WEB"))
    assert "“Water” completed. It comes again Fri 21 May" in answer.text
    assert 'id="task-WEB-2"' in answer.text
    assert 'aria-label="Every Friday"' in answer.text


def test_without_a_due_date_the_rhythm_goes_on(alice: Person, inside: None) -> None:
    add(alice, "Water every friday")
    alice.post("/acme/tasks/WEB-1", {"due_date": ""})
    complete(alice, "WEB-1")
    assert find("WEB-2").due == Due(date(2027, 5, 21))


def test_who_has_it_is_not_told_of_each_occurrence(alice: Person, bob: Person, inside: None) -> None:
    add(alice, "Water every friday +bob")
    complete(alice, "WEB-1")
    relay(SUBSCRIBERS, utcnow())
    assert db.session.scalars(select(Notification.task_id)).all() == [find("WEB-1").id]


def test_nobody_else_completes_it(gina: Person, charlie: Person, alice: Person, look: Look) -> None:
    add(alice, "Water every friday")
    assert charlie.post("/acme/tasks/WEB-1/status", {"status": "completed"}).status_code == 404
    assert gina.post("/acme/tasks/WEB-1/status", {"status": "completed"}).status_code == 403
    assert len(look()) == 1
