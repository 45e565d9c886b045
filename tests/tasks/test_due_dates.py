"""Due dates: three kinds, read as typed, and late at their exact instant, also in the nights when clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from datetime import time as Clock
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.dates import Due, read_due
from app.errors import Invalid
from app.extensions import db
from app.tasks.clocks import passed_times
from app.tasks.fields import read_estimate
from app.wording import due_state, say_due, say_due_exactly
from app.zones import zone_names
from tests.cast import Person
from tests.tasks.pages import add

BERLIN = ZoneInfo("Europe/Berlin")
CHANGES = {
    "Europe/Berlin": (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)),
    "America/New_York": (datetime(2026, 3, 8, 7, tzinfo=UTC), datetime(2026, 11, 1, 6, tzinfo=UTC)),
    "Australia/Lord_Howe": (datetime(2026, 10, 3, 15, 30, tzinfo=UTC), datetime(2026, 4, 4, 15, tzinfo=UTC)),
    "America/Havana": (datetime(2026, 3, 8, 5, tzinfo=UTC), datetime(2026, 11, 1, 5, tzinfo=UTC)),
}


def test_the_three_kinds_read_back_as_they_were_typed() -> None:
    assert read_due("2026-05-17") == Due(date(2026, 5, 17))
    assert read_due("2026-05-17", "17:00") == Due(date(2026, 5, 17), Clock(17))
    timed = read_due("2026-05-17", "17:00", "Europe/Berlin")
    assert timed is not None
    assert timed.at == datetime(2026, 5, 17, 15, tzinfo=UTC)
    columns = timed.columns()
    assert Due.from_columns(None, None, columns["due_at"], columns["due_tz"]) == timed  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "clock", "zone", "words"),
    [
        ("", "17:00", "", "Choose a day for this time."),
        ("soon", "", "", "“soon” is not a date. Write it like 2026-05-17."),
        ("1969-12-31", "", "", "Choose a date between 1970 and 2200."),
        ("2026-05-17", "5 pm", "", "“5 pm” is not a time. Write it like 17:00."),
        ("2026-05-17", "17:00+02:00", "", "Write the time without a zone, like 17:00."),
        ("2026-05-17", "17:00", "Mars/Olympus", "“Mars/Olympus” is not a time zone Primo knows."),
    ],
)
def test_what_is_no_date_is_said_in_words(day: str, clock: str, zone: str, words: str) -> None:
    with pytest.raises(Invalid) as fault:
        read_due(day, clock, zone)
    assert fault.value.errors == {"due": [words]}


def test_a_task_gets_late_at_its_instant_and_an_all_day_one_at_midnight() -> None:
    second = timedelta(seconds=1)
    for due, end in (
        (Due(date(2026, 5, 17)), datetime(2026, 5, 17, 22, tzinfo=UTC)),
        (Due(date(2026, 5, 17), Clock(17)), datetime(2026, 5, 17, 15, tzinfo=UTC)),
        (Due(date(2026, 5, 17), Clock(17), "America/New_York"), datetime(2026, 5, 17, 21, tzinfo=UTC)),
        (Due(date(2026, 3, 29), Clock(2, 30)), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        (Due(date(2026, 10, 25), Clock(2, 30)), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ):
        assert due_state(due, BERLIN, end - second) != "late", due
        assert due_state(due, BERLIN, end) == "late", due


@settings(max_examples=300, deadline=None)
@given(
    name=st.sampled_from(sorted(CHANGES)),
    forward=st.booleans(),
    minutes=st.integers(-100, 100),
    beside=st.integers(-100, 100),
)
def test_the_times_that_have_come_are_those_that_are_late(name: str, forward: bool, minutes: int, beside: int) -> None:
    zone, change = ZoneInfo(name), CHANGES[name][0 if forward else 1]
    now = change + timedelta(minutes=minutes)
    clock = (change.astimezone(zone).replace(tzinfo=None) + timedelta(minutes=beside)).time()
    passed = passed_times(now, zone)
    has_come = clock <= passed.until and not passed.gap_from < clock < passed.gap_to
    assert has_come == (Due(now.astimezone(zone).date(), clock).latest(zone) <= now)


def test_the_database_knows_every_zone_people_may_choose(inside: None) -> None:
    known = set(db.session.scalars(text("select name from pg_timezone_names")))
    assert not set(zone_names()) - known


def test_dates_read_as_people_say_them() -> None:
    now = datetime(2026, 5, 16, 12, tzinfo=UTC)
    assert say_due(Due(date(2026, 5, 17), Clock(17)), BERLIN, now) == "Tomorrow 17:00"
    assert say_due(Due(date(2026, 5, 15)), BERLIN, now) == "Yesterday"
    assert say_due(Due(date(2027, 1, 4)), BERLIN, now) == "Mon 4 Jan 2027"
    exact = say_due_exactly(Due(date(2026, 5, 17), Clock(17), "America/New_York"), BERLIN)
    assert exact == "Sunday 17 May 2026, 17:00 (America/New York)"


def test_estimates_are_read_as_people_write_them() -> None:
    assert [read_estimate(words) for words in ("45m", "2h", "1h 30m", "1.5h", "90", "")] == [45, 120, 90, 90, 90, None]
    for words in ("ages", "0", "infh", "nan", "-5m", "9999999"):
        with pytest.raises(Invalid):
            read_estimate(words)


def test_a_late_task_is_marked_in_the_list_and_counted(alice: Person) -> None:
    add(alice, "Old", "New")
    alice.post("/acme/tasks/WEB-1", {"due_date": "2020-01-01"})
    page = alice.get("/acme/projects/WEB").text
    assert "2 open, 1 late" in page
    assert page.count("Late: ") == 1
    alice.post("/acme/tasks/WEB-1/status", {"status": "completed"})
    assert "Late: " not in alice.get("/acme/projects/WEB?status=all").text
