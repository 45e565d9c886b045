"""Upcoming: the viewer's open tasks, day by day, from today on."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time, timedelta

from app.tasks.date_words import write_day
from tests.cast import Person
from tests.clients import htmx
from tests.days.conftest import Make
from tests.days.test_today import pile
from tests.tasks.pages import titles

PAGE = "/acme/upcoming"
DAY = re.compile(r'<section class="day" id="day-([\d-]+)"')


def days(html: str) -> list[date]:
    return [date.fromisoformat(one) for one in DAY.findall(html)]


def test_two_weeks_from_today_with_late_on_top(alice: Person, make: Make, today: date) -> None:
    make("Late", -3)
    make("At nine", 2, time(9))
    make("All day", 2)
    make("Done", 2, status="completed")
    make("Bob’s", 2, of="b")
    make("Next month", 14)
    html = alice.get(PAGE).text
    assert days(html) == [today + timedelta(days=n) for n in range(14)]
    assert pile(html, "late") == ["Late"]
    assert pile(html, f"{today + timedelta(days=2)}") == ["At nine", "All day"]
    assert "Next month" not in html
    assert f'/acme/tasks/new?due={today}"' in html


def test_more_leads_to_the_next_two_weeks(alice: Person, make: Make, today: date) -> None:
    make("Next month", 14)
    after = today + timedelta(days=14)
    assert f"{PAGE}?from={after}" in alice.get(PAGE).text
    html = alice.get(f"{PAGE}?from={after}").text
    assert days(html)[0] == after
    assert titles(html) == ["Next month"]
    assert days(alice.get(f"{PAGE}?from={today - timedelta(days=9)}").text)[0] == today
    assert days(alice.get(f"{PAGE}?from=nonsense").text)[0] == today
    assert alice.get(f"{PAGE}?from=2200-12-31").status_code == 200


def test_a_task_is_added_on_a_day(alice: Person, today: date) -> None:
    day = today + timedelta(days=4)
    answer = alice.post("/acme/days", {"day": day, "title": "Water the plants"}, headers=htmx(PAGE))
    assert pile(answer.text, str(day)) == ["Water the plants"]
    form = alice.get(f"/acme/tasks/new?due={day}").text
    assert f'value="{write_day(day)}"' in form
    for wrong in ("", "soon", "2026-13-01"):
        assert alice.post("/acme/days", {"day": wrong, "title": "x"}).status_code == 422


def test_a_change_sends_the_days_it_touches_alone(alice: Person, make: Make, today: date) -> None:
    make("Task", 1)
    make("Late", -1)
    moved = alice.post(
        "/acme/tasks/WEB-1/day", {"day": today + timedelta(days=3), "version": 1}, headers=htmx(PAGE)
    ).text
    assert days(moved) == [today + timedelta(days=1), today + timedelta(days=3)]
    assert days(alice.post("/acme/undo", headers=htmx(PAGE)).text) == days(moved)
    late = alice.post("/acme/tasks/WEB-2/status", {"status": "completed"}, headers=htmx(PAGE)).text
    assert days(late) == [today + timedelta(days=n) for n in range(14)]


def test_only_those_who_may_write_add_and_move(gina: Person, charlie: Person, make: Make, today: date) -> None:
    make("Task", 1)
    assert "data-add-on" not in gina.get(PAGE).text
    for path, form in (
        ("/acme/days", {"day": today, "title": "x"}),
        ("/acme/today/late", {}),
        ("/acme/tasks/WEB-1/day", {"day": today}),
    ):
        assert gina.post(path, form).status_code == 403
        assert charlie.post(path, form).status_code == 404
    assert gina.get("/acme/tasks/WEB-1/day").status_code == 403
    assert charlie.get(PAGE).status_code == 404


def test_upcoming_takes_few_statements(alice: Person, make: Make, statements: Callable[[], list[str]]) -> None:
    make("Task", 1)
    alice.get("/acme/overview")
    statements()
    alice.get(PAGE)
    assert len(statements()) <= 6
