"""Today: what is late, due, suggested and done, of the viewer's own tasks alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time, timedelta

import time_machine
from sqlalchemy import select

from app.activity.models import Event
from app.database import in_workspace, utcnow
from app.extensions import db
from tests.cast import Person, Team
from tests.clients import htmx
from tests.days.conftest import Make
from tests.tasks.pages import titles

PAGE = "/acme/today"


def pile(html: str, name: str) -> list[str]:
    """Return the titles of one part of the page."""
    part = re.search(rf'<ul id="rows-{name}".*?</ul>', html, re.S)
    return titles(part[0]) if part else []


def test_the_parts_of_a_day(alice: Person, make: Make) -> None:
    make("All day", 0)
    make("At ten in the evening", 0, time(22))
    make("At three", 0, time(15))
    make("Last week", -7)
    make("Yesterday", -1, time(9))
    make("Tomorrow", 1)
    make("In three days", 3)
    make("In four days", 4)
    make("Begun", status="in_progress")
    make("Urgent", priority=4)
    make("Some time")
    html = alice.get(PAGE).text
    assert pile(html, "late") == ["Last week", "Yesterday"]
    assert pile(html, "today") == ["At three", "At ten in the evening", "All day"]
    assert pile(html, "suggested") == ["Tomorrow", "Urgent", "Begun", "In three days"]
    assert "Move both to today" in html
    assert "0 of 3 done today" in html


def test_mine_is_what_is_assigned_to_me_or_nobodys_and_written_by_me(alice: Person, bob: Person, make: Make) -> None:
    make("Mine", 0, of="a", by="b")
    make("Written by me", 0)
    make("In my Inbox", 0, inbox=True)
    make("Written by me for Bob", 0, of="b")
    make("Bob’s own", 0, by="b")
    make("In Bob’s Inbox", 0, by="b", inbox=True)
    assert sorted(pile(alice.get(PAGE).text, "today")) == ["In my Inbox", "Mine", "Written by me"]
    assert sorted(pile(bob.get(PAGE).text, "today")) == ["Bob’s own", "In Bob’s Inbox", "Written by me for Bob"]


def test_what_is_done_fills_the_ring_and_goes_below(alice: Person, make: Make) -> None:
    make("One", 0)
    make("Two", 0)
    make("Late", -1)
    for ref in ("WEB-1", "WEB-3"):
        alice.post(f"/acme/tasks/{ref}/status", {"status": "completed"})
    html = alice.get(PAGE).text
    assert pile(html, "today") == ["Two"]
    assert sorted(pile(html, "done")) == ["Late", "One"]
    assert "2 of 3 done today" in html
    alice.post("/acme/tasks/WEB-2/status", {"status": "completed"})
    assert "Done for today" in alice.get(PAGE).text


def test_what_was_done_yesterday_is_not_todays(alice: Person, make: Make) -> None:
    make("One", 0)
    with time_machine.travel(utcnow() - timedelta(days=1)):
        alice.post("/acme/tasks/WEB-1/status", {"status": "completed"})
    assert titles(alice.get(PAGE).text) == []


def test_an_empty_day_says_what_to_do(alice: Person, gina: Person, today: date) -> None:
    assert "Nothing for today" in alice.get(PAGE).text
    page = gina.get(PAGE).text
    assert "Nothing for today" in page
    assert 'id="quick-add"' not in page


def test_everything_late_moves_to_today_in_one_change(alice: Person, team: Team, make: Make, today: date) -> None:
    make("Last week", -7)
    make("Yesterday at nine", -1, time(9))
    make("Bob’s", -1, of="b")
    answer = alice.post("/acme/today/late")
    assert (answer.status_code, answer.location) == (303, PAGE)
    html = alice.get(PAGE).text
    assert pile(html, "today") == ["Yesterday at nine", "Last week"]
    assert pile(html, "late") == []
    with in_workspace(team.workspace_id):
        events = db.session.scalars(select(Event).where(Event.kind == "task.changed")).all()
    assert len({event.change_id for event in events}) == 1
    assert sorted(event.after["due"]["time"] or "" for event in events if event.after) == ["", "09:00"]
    again = alice.post("/acme/today/late", headers=htmx(PAGE))
    assert "Nothing is late" in again.text


def test_a_new_task_is_due_today_and_lands_in_the_inbox(alice: Person, today: date) -> None:
    assert alice.post("/acme/days", {"day": today, "title": "Call"}).status_code == 303
    assert alice.post("/acme/days", {"day": today, "title": "Write\nSend"}).status_code == 303
    html = alice.get(PAGE).text
    assert pile(html, "today") == ["Call", "Write", "Send"]
    refused = alice.post("/acme/days", {"day": today, "title": "x" * 201})
    assert refused.status_code == 422
    assert "at most 200" in refused.text
    assert "x" * 201 in refused.text


def test_a_suggestion_is_taken_with_one_button(alice: Person, make: Make, today: date) -> None:
    make("Begun", status="in_progress")
    answer = alice.post("/acme/tasks/WEB-1/day", {"day": today, "version": 1}, headers=htmx(PAGE))
    assert pile(answer.text, "today") == ["Begun"]
    assert alice.post("/acme/tasks/WEB-1/day", {"day": today}).status_code == 303


def test_completing_answers_with_the_row_and_the_ring(alice: Person, make: Make) -> None:
    for n in range(12):
        make(f"Task {n}", 0)
    answer = alice.post("/acme/tasks/WEB-1/status", {"status": "completed"}, headers=htmx(PAGE))
    assert titles(answer.text) == ["Task 0"]
    assert "1 of 12 done today" in answer.text
    reopened = alice.post("/acme/tasks/WEB-1/status", {"status": "pending"}, headers=htmx(PAGE))
    assert "0 of 12 done today" in reopened.text


def test_the_day_begins_at_ones_own_midnight(alice: Person, bob: Person, make: Make, today: date) -> None:
    make("Tonight", 0)
    tag = alice.get(PAGE).headers["ETag"]
    assert alice.get(PAGE, headers={"If-None-Match": tag}).status_code == 304
    with time_machine.travel(utcnow() + timedelta(days=1)):
        tomorrow = alice.get(PAGE, headers={"If-None-Match": tag})
        assert tomorrow.status_code == 200
        assert pile(tomorrow.text, "late") == ["Tonight"]


def test_a_task_that_becomes_late_within_the_day_says_so(alice: Person, make: Make) -> None:
    make("Call", 0, time(22))
    first = alice.get(PAGE)
    assert "Late: " not in first.text
    with time_machine.travel(utcnow() + timedelta(hours=11)):
        assert "Late: " in alice.get(PAGE, headers={"If-None-Match": first.headers["ETag"]}).text


def test_a_page_of_today_takes_few_statements(alice: Person, make: Make, statements: Callable[[], list[str]]) -> None:
    for n in range(5):
        make(f"Task {n}", 0)
    alice.get("/acme/overview")
    statements()
    alice.get(PAGE)
    assert len(statements()) <= 6
