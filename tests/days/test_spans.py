"""Weeks and months: their edges, their names in the URL and in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.tasks.days.ring import ring_strokes
from app.tasks.days.spans import read_span, span_around


@pytest.mark.parametrize(
    ("day", "first", "last", "weeks"),
    [
        (date(2026, 11, 21), date(2026, 10, 26), date(2026, 12, 6), 6),
        (date(2027, 2, 14), date(2027, 2, 1), date(2027, 2, 28), 4),
        (date(2028, 2, 29), date(2028, 1, 31), date(2028, 3, 5), 5),
        (date(2026, 12, 31), date(2026, 11, 30), date(2027, 1, 3), 5),
    ],
)
def test_a_month_is_shown_in_whole_weeks(day: date, first: date, last: date, weeks: int) -> None:
    days = span_around("month", day).days
    assert (days[0], days[-1], len(days)) == (first, last, weeks * 7)
    assert all(one.weekday() == place % 7 for place, one in enumerate(days))


def test_each_span_leads_to_the_next_and_back() -> None:
    for kind in ("week", "month"):
        span = span_around(kind, date(2026, 1, 1))
        for _ in range(60):
            assert span.after
            assert span.after.first == span.last + timedelta(days=1)
            assert span.after.before == span
            assert read_span(span.value if kind == "month" else "", span.value if kind == "week" else "") == span
            span = span.after


def test_what_names_no_span_is_none() -> None:
    for month, week in (("", ""), ("2026-13", ""), ("26-11", ""), ("", "2026-W54"), ("9999-01", ""), ("", "0001-W01")):
        assert read_span(month, week) is None


def test_spans_in_words() -> None:
    assert span_around("month", date(2026, 11, 21)).title == "November 2026"
    assert span_around("week", date(2026, 11, 21)).title == "16 to 22 November 2026"
    assert span_around("week", date(2026, 12, 1)).title == "30 November to 6 December 2026"
    assert span_around("week", date(2026, 12, 31)).title == "28 December 2026 to 3 January 2027"
    assert span_around("week", date(2026, 12, 31)).value == "2026-W53"


def test_the_first_and_the_last_year_have_an_end() -> None:
    assert span_around("month", date(1970, 1, 1)).before is None
    assert span_around("week", date(2200, 12, 31)).after is None


def test_the_ring_has_a_stroke_for_each_task_and_the_last_done_is_marked() -> None:
    kinds = [kind for kind, _ in ring_strokes(7, 13)]
    assert kinds == ["on"] * 6 + ["mark"] + ["off"] * 6
    assert ring_strokes(0, 0) == []
    assert [kind for kind, _ in ring_strokes(50, 100)].count("off") == 12
