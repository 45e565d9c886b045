"""When a repeating task comes again, in the words of the table `next`."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.dates import Due, due_from_text
from app.repeats.occurrences import Repeat, coming, next_occurrence
from app.repeats.rules import Rule
from app.words.asking import first, following
from tests.tables import Pairs, differences
from tests.words.random_occurrences import follow_occurrences
from tests.words.tables import ZONE, answered, sections, writer


def next_of(line: str) -> str:
    phrase, due, done = (part.strip() for part in line.split(";"))
    finished = datetime.fromisoformat(done).replace(tzinfo=ZONE)
    answer = following(phrase, writer(now=finished), due_from_text(due, ZONE))
    return answered(answer).split(" | ")[0]


@pytest.mark.parametrize("pairs", sections("next").values(), ids=sections("next"))
def test_the_next_one_is_what_the_table_says(pairs: Pairs) -> None:
    wrong = differences(pairs, next_of)
    assert not wrong, "\n".join(wrong)


def test_a_phrase_alone_says_its_first_day() -> None:
    assert answered(first("next friday", writer())) == "Fri 2026-03-13"
    assert (
        answered(first("every 3rd friday at 9", writer())) == "Fri 2026-03-20 09:00 | FREQ=MONTHLY;BYDAY=FR;BYSETPOS=3"
    )
    assert answered(first("call ada", writer())) == "no"
    assert answered(first("call ada tomorrow", writer())) == "no"


def test_an_occurrence_moved_to_an_earlier_day_does_not_come_twice() -> None:
    weekly = Repeat(Rule("WEEKLY", weekdays=(0,)), date(2026, 3, 2))
    saturday = Due(date(2026, 3, 7))
    done = datetime(2026, 3, 7, 10, tzinfo=ZONE)
    assert next_occurrence(weekly, saturday, done, ZONE) == Due(date(2026, 3, 9))
    assert next_occurrence(weekly, saturday, done, ZONE, slot=date(2026, 3, 9)) == Due(date(2026, 3, 16))


def test_wall_times_stay_through_every_change_of_clocks() -> None:
    daily = Repeat(Rule("DAILY"), date(2026, 1, 1))
    for name in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca"):
        zone = ZoneInfo(name)
        due: Due | None = Due(date(2026, 1, 1), datetime(2026, 1, 1, 2, 30).time(), name)
        for _ in range(364):
            assert due is not None
            assert due.at is not None
            again = next_occurrence(daily, due, due.at + timedelta(minutes=1), zone)
            assert again is not None
            assert again.date == due.date + timedelta(days=1), name
            assert again.time == due.time
            due = again
        assert due == Due(date(2026, 12, 31), datetime(2026, 1, 1, 2, 30).time(), name)


def test_what_comes_next_is_what_the_library_says_in_every_zone() -> None:
    follow_occurrences(300, seed=3)


def test_the_calendar_shows_what_comes_after_the_open_one() -> None:
    weekly = Repeat(Rule("WEEKLY", weekdays=(0,), until=date(2026, 3, 23)), date(2026, 3, 2))
    assert list(coming(weekly, date(2026, 3, 2), date(2026, 4, 30))) == [date(2026, 3, day) for day in (9, 16, 23)]
    counted = Repeat(Rule("WEEKLY"), date(2026, 3, 2), "completion")
    assert list(coming(counted, date(2026, 3, 2), date(2026, 4, 30))) == []
