"""The calendar of a place: which day a task stands on, how much of a day is shown, and what a change sends."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy import text

from app.extensions import db
from app.tasks.days.spans import span_around
from tests.cast import Person
from tests.clients import htmx
from tests.days.conftest import Make

PAGE = "/acme/projects/WEB/calendar"
PLACES = (PAGE, "/acme/tasks/calendar", "/acme/my-work/calendar")
DAY = re.compile(r'<ul class="calendar__entries" id="rows-([\d-]+|none)".*?</ul>', re.S)
TITLE = re.compile(r'class="event__title"[^>]*>(?:<span class="sr">[^<]*</span>)?(?:<b>[^<]*</b>)?\s*([^<]*?)\s*<')


def entries(html: str) -> dict[str, list[str]]:
    """Return the titles on each day that has some."""
    found = {day[1]: [unescape(one) for one in TITLE.findall(day[0])] for day in DAY.finditer(html)}
    return {day: titles for day, titles in found.items() if titles}


def week(day: date) -> str:
    return f"?week={span_around('week', day).value}"


def test_a_task_stands_on_its_day_in_every_place(alice: Person, make: Make, today: date) -> None:
    make("Task", 0, of="a")
    for path in PLACES:
        for query in ("", f"?month={today:%Y-%m}", week(today)):
            assert entries(alice.get(path + query).text)[f"{today}"] == ["Task"], path + query
        assert entries(alice.get(f"{path}?month=2031-02").text) == {}
        assert alice.get(f"{path}?month=nonsense&week=2026-W60&all=x").status_code == 200


def test_open_ones_come_first_all_day_before_timed(alice: Person, make: Make, today: date) -> None:
    make("At three", 0, time(15))
    make("Done", 0, status="completed")
    make("At nine", 0, time(9))
    make("All day", 0)
    make("Cancelled", 0, status="cancelled")
    html = alice.get(PAGE + week(today)).text
    assert entries(html)[f"{today}"] == ["All day", "At nine", "At three", "Done"]
    assert "1 of 4 subtasks done" in html


def test_a_month_shows_three_of_a_day_and_the_rest_when_asked(alice: Person, make: Make, today: date) -> None:
    for n in range(5):
        make(f"Task {n}", 0)
    html = alice.get(PAGE).text
    assert entries(html)[f"{today}"] == ["Task 0", "Task 1", "Task 2"]
    assert "2 more" in html
    link = unescape(re.search(r'href="([^"]+all=[^"#]+)', html)[1])  # type: ignore[index]
    assert len(entries(alice.get(link).text)[f"{today}"]) == 5
    assert len(entries(alice.get(PAGE + week(today)).text)[f"{today}"]) == 5


def test_a_week_shows_the_next_one_and_what_has_no_date(alice: Person, make: Make, today: date) -> None:
    make("Next week", 7)
    for n in range(10):
        make(f"Some time {n}")
    make("Done some time", status="completed")
    html = alice.get(PAGE + week(today)).text
    assert entries(html)[f"{today + timedelta(days=7)}"] == ["Next week"]
    assert len(entries(html)["none"]) == 8
    assert "2 more" in html


@pytest.mark.parametrize(
    ("zone", "day"), [("Europe/Berlin", "2026-03-30"), ("UTC", "2026-03-29"), ("America/New_York", "2026-03-29")]
)
def test_the_day_is_the_viewers(alice: Person, make: Make, zone: str, day: str) -> None:
    """22:30 in UTC on the day Europe's clocks go forward is half past midnight in Berlin."""
    with time_machine.travel(datetime(2026, 3, 29, 12, tzinfo=ZoneInfo("UTC"))):
        make("Call", None)
        alice.post("/acme/tasks/WEB-1", {"due_date": "2026-03-29", "due_time": "22:30", "due_zone": "UTC"})
        db.session.execute(text("update users set time_zone = :zone"), {"zone": zone})
        db.session.commit()
        assert entries(alice.get(f"{PAGE}?week=2026-W13").text) == {day: ["Call"]}


def test_a_moved_task_sends_the_two_days_alone(alice: Person, make: Make, today: date) -> None:
    make("Task", 0)
    make("Other", 1)
    to = today + timedelta(days=1)
    page = PAGE + week(today)
    answer = alice.post("/acme/tasks/WEB-1/day", {"day": to, "version": 1, "shown": 1}, headers=htmx(page))
    assert entries(answer.text) == {f"{to}": ["Task", "Other"]}
    assert f'id="rows-{today}"' in answer.text
    assert len(DAY.findall(answer.text)) <= 3
    undated = alice.post("/acme/tasks/WEB-1/day", {"day": ""}, headers=htmx(page))
    assert entries(undated.text) == {f"{to}": ["Other"], "none": ["Task"]}
    back = alice.post("/acme/tasks/WEB-1/day", {"day": today}, headers=htmx(page))
    assert entries(back.text)[f"{today}"] == ["Task"]


def test_completing_and_editing_send_the_day(alice: Person, make: Make, today: date) -> None:
    make("Task", 0)
    done = alice.post("/acme/tasks/WEB-1/status", {"status": "completed"}, headers=htmx(PAGE))
    assert "data-closed" in done.text
    renamed = alice.post("/acme/tasks/WEB-1", {"title": "Renamed"}, headers=htmx(PAGE))
    assert entries(renamed.text) == {f"{today}": ["Renamed"]}


def test_a_task_is_added_on_a_day_of_the_project(alice: Person, today: date) -> None:
    day = today + timedelta(days=1)
    page = PAGE + week(day)
    answer = alice.post("/acme/days", {"day": day, "title": "New", "project": "WEB"}, headers=htmx(page))
    assert entries(answer.text) == {f"{day}": ["New"]}
    mine = alice.post("/acme/days", {"day": day, "title": "Mine", "mine": "1"})
    assert mine.status_code == 303
    assert entries(alice.get(f"/acme/my-work/calendar{week(day)}").text) == {f"{day}": ["Mine"]}


def test_filters_narrow_and_stay(alice: Person, make: Make, today: date) -> None:
    make("Urgent", 0, priority=4)
    make("Other", 0)
    html = alice.get(f"{PAGE}?priority=urgent").text
    assert entries(html) == {f"{today}": ["Urgent"]}
    assert "?filter=priority:urgent&amp;month=" in html


def test_the_span_is_remembered_for_the_person_alone(alice: Person, bob: Person, make: Make, today: date) -> None:
    answer = alice.post(f"{PAGE}/display{week(today)}", {"span": "week"})
    assert answer.status_code == 303
    assert 'data-span="week"' in alice.get(PAGE).text
    assert 'data-span="month"' in bob.get(PAGE).text
    assert 'data-span="month"' in alice.get(f"{PAGE}?month={today:%Y-%m}").text


def test_guests_look_and_strangers_do_not(alice: Person, gina: Person, charlie: Person, make: Make) -> None:
    make("Task", 0)
    make("Mine alone", 0, inbox=True)
    assert "event__move" in alice.get("/acme/tasks/calendar").text
    html = gina.get("/acme/tasks/calendar").text
    assert "Task" in html
    for absent in ("event__move", "data-drag", "data-add-on", "Mine alone"):
        assert absent not in html
    assert charlie.get(PAGE).status_code == 404


def test_a_calendar_is_read_in_three_statements_and_is_kept(
    alice: Person, make: Make, statements: Callable[[], list[str]]
) -> None:
    for n in range(4):
        make(f"Task {n}", n)
    alice.get("/acme/overview")
    statements()
    for query in ("", "?week=2026-W20"):
        first = alice.get(PAGE + query)
        assert len(statements()) <= 7
        assert alice.get(PAGE + query, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
        statements()


def test_a_task_stands_on_each_day_from_its_start_on(alice: Person, make: Make, today: date) -> None:
    monday = today - timedelta(days=today.weekday())
    make("Long", (monday - today).days + 3, time(9), start_on=monday)
    for query in (f"?month={monday:%Y-%m}", week(today)):
        html = alice.get(PAGE + query).text
        assert [titles for day, titles in entries(html).items() if f"{monday}" <= day] == [["Long"]] * 4
        assert (html.count('data-testid="going-on"'), html.count('id="task-WEB-1"')) == (3, 1)
        assert "since " in html


def test_a_task_that_is_moved_keeps_its_length(alice: Person, make: Make, today: date) -> None:
    make("Long", 0, start_on=today - timedelta(days=1))
    to, page = today + timedelta(days=3), f"{PAGE}?month={today:%Y-%m}"
    moved = alice.post("/acme/tasks/WEB-1/day", {"day": to, "version": 1}, headers=htmx(page)).text
    assert set(entries(moved)) <= {f"{to}", f"{to - timedelta(days=1)}"}
    assert f'id="rows-{today - timedelta(days=1)}"' in moved, "the days it left"
    html = alice.get(PAGE + week(to)).text
    assert [titles for day, titles in entries(html).items() if day >= f"{to - timedelta(days=1)}"][-2:] == [
        ["Long"]
    ] * 2


def test_an_undo_sends_the_days_alone(alice: Person, make: Make, today: date) -> None:
    make("Task", 0)
    page = PAGE + week(today)
    alice.post("/acme/tasks/WEB-1/day", {"day": "", "version": 1}, headers=htmx(page))
    undone = alice.post("/acme/undo", headers=htmx(page)).text
    assert entries(undone) == {f"{today}": ["Task"]}
    assert 'id="calendar"' not in undone


def test_an_entry_that_becomes_late_within_the_day_says_so(alice: Person, make: Make) -> None:
    make("Call", 0, time(22))
    tag = alice.get(PAGE).headers["ETag"]
    with time_machine.travel(datetime.now(ZoneInfo("UTC")) + timedelta(hours=11)):
        assert "data-late" in alice.get(PAGE, headers={"If-None-Match": tag}).text
