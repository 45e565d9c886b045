"""Rules: read and written alike, and falling on the days that python-dateutil says, from any start."""

from __future__ import annotations

import calendar
import random
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from dateutil.rrule import rrulestr

from app.repeats.occurrences import days, next_day
from app.repeats.rules import NotARule, Rule, month_end_days, read_rule
from tests.words.random_rules import check_rules, random_rule

ORDINARY = 2_000
ENDS = 20


def test_every_rule_falls_on_the_days_the_library_says() -> None:
    check_rules(ORDINARY, seed=1)


@pytest.mark.parametrize("day", [29, 30, 31])
def test_month_ends_miss_no_month(day: int) -> None:
    """Said again without rules: each month once, on that day or on its last."""
    start = date(2023, 12, day)
    rule = Rule("MONTHLY").starting(start)
    found = list(days(rule, start, start, date(2028, 12, 31)))
    assert len(found) == 61
    for one in found:
        assert one.day == min(day, calendar.monthrange(one.year, one.month)[1])


def test_a_leap_day_comes_every_year() -> None:
    start = date(2024, 2, 29)
    found = list(days(Rule("YEARLY").starting(start), start, start, date(2032, 12, 31)))
    assert [(one.year, one.day) for one in found] == [(year, 28 + (year % 4 == 0)) for year in range(2024, 2033)]


def test_counts_and_ends_are_kept() -> None:
    start = date(2026, 3, 2)
    assert len(list(days(Rule("WEEKLY", count=5), start, start, date(2099, 1, 1)))) == 5
    assert len(list(days(Rule("WEEKLY", count=5), start, start, date(2026, 3, 9)))) == 2
    last = list(days(Rule("DAILY", until=date(2026, 3, 6)), start, start, date(2099, 1, 1)))[-1]
    assert last == date(2026, 3, 6)
    assert next_day(Rule("DAILY", until=date(2026, 3, 6)), start, date(2026, 3, 6)) is None


def test_the_last_day_counts_whole_where_there_is_a_time() -> None:
    text = Rule("DAILY", until=date(2026, 3, 6)).text(timed=True)
    assert text == "FREQ=DAILY;UNTIL=20260306T235959"
    assert read_rule(text) == Rule("DAILY", until=date(2026, 3, 6))
    assert list(rrulestr(text, dtstart=datetime(2026, 3, 2, 17)))[-1] == datetime(2026, 3, 6, 17)


def test_the_days_of_a_rule_are_strictly_later_each_time() -> None:
    chance = random.Random(3)
    for _ in range(ENDS):
        start = date(2026, 1, 1) + timedelta(days=chance.randint(0, 800))
        rule = random_rule(chance, start)
        found = list(days(rule, start, start, start + timedelta(days=1200)))
        assert all(earlier < later for earlier, later in pairwise(found))
        assert [next_day(rule, start, one) for one in found[:-1]] == found[1:]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ=HOURLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=99999",
        "FREQ=DAILY;COUNT=3;UNTIL=20260101",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=DAILY;UNTIL=20260231",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;INTERVAL=٣",
        "FREQ=DAILY;WKST=SU",
        "FREQ=DAILY;UNTIL=00010101",
        "FREQ=DAILY;COUNT=1000",
        "nonsense",
        # looked for through the centuries, at a cost of seconds or minutes, and not found
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYSETPOS=2",
        "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=3",
        "FREQ=YEARLY;BYMONTH=2,4;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
    ],
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(NotARule):
        read_rule(text)


def test_what_is_said_twice_counts_once() -> None:
    many = ",".join(["1"] * 300)
    assert read_rule(f"FREQ=MONTHLY;BYDAY=MO,MO;BYSETPOS={many}") == Rule("MONTHLY", weekdays=(0,), positions=(1,))


def test_two_ends_of_the_month_cannot_be_kept_apart() -> None:
    with pytest.raises(NotARule):
        month_end_days((30, 31))
