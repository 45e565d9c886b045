"""Days in filters: today, +7d, -2w, 2026-05-17, <7d, 2026-05-01..2026-05-31, week."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import get_args

from app.filtering.tokens import Mistake
from app.filtering.tree import Between, Compared, Comparison, Days, Moment, Offset, Period, Unit
from app.translation.speaking import _

FIRST_YEAR, LAST_YEAR = 1970, 2200
WORDS = {"today": 0, "tomorrow": 1, "yesterday": -1}
COUNTED = re.compile(r"([+-]?)([0-9]{1,4})([dwmy])")
ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EXPECTED = ("today", "+7d", "2026-05-17", "<7d", "2026-05-01..2026-05-31", "week")
PERIODS = (Period("week"), Period("month"), Period("year"))
COMPARISONS: tuple[Comparison, ...] = ("<=", ">=", "<", ">")


def read_days(text: str, at: int) -> Days:
    """Read a day, a comparison, a range or a period that stands at this place; raises Mistake."""
    if period := next((one for one in PERIODS if one.name == text.lower()), None):
        return period
    since, dots, until = text.partition("..")
    if dots:
        if not since and not until:
            raise Mistake(at, len(text), "A range needs at least one day.", EXPECTED)
        return Between(
            read_moment(since, at) if since else None,
            read_moment(until, at + len(since) + len(dots)) if until else None,
        )
    for comparison in COMPARISONS:
        if text.startswith(comparison):
            return Compared(comparison, read_moment(text[len(comparison) :], at + len(comparison)))
    return Compared("=", read_moment(text, at))


def read_moment(text: str, at: int) -> Moment:
    low = text.lower()
    if low in WORDS:
        return Offset(WORDS[low])
    if counted := COUNTED.fullmatch(low):
        sign, count, unit = counted.groups()
        number = int(count) * (-1 if sign == "-" else 1)
        return Offset(number, unit_of(unit) if number else "d")
    if ISO.fullmatch(text):
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise Mistake(at, len(text), _("There is no day {text}.", text=text), EXPECTED) from None
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
        raise Mistake(
            at,
            len(text),
            _("Choose a day between {first_year} and {last_year}.", first_year=FIRST_YEAR, last_year=LAST_YEAR),
            EXPECTED,
        )
    reason = _("“{text}” is not a day.", text=text[:40]) if text else "A day is missing here."
    raise Mistake(at, max(len(text), 1), reason, EXPECTED)


def unit_of(letter: str) -> Unit:
    return next(unit for unit in get_args(Unit) if unit == letter)


def print_moment(moment: Moment) -> str:
    if isinstance(moment, date):
        return moment.isoformat()
    if moment.unit == "d" and (word := next((word for word, count in WORDS.items() if count == moment.count), None)):
        return word
    return f"{moment.count:+d}{moment.unit}"


def print_days(value: Days) -> str:
    if isinstance(value, Period):
        return value.name
    if isinstance(value, Between):
        return "..".join(print_moment(end) if end is not None else "" for end in (value.since, value.until))
    return f"{'' if value.comparison == '=' else value.comparison}{print_moment(value.moment)}"


def day_of(moment: Moment, today: date) -> date:
    """Return the day that is meant, kept within what the calendar holds."""
    if isinstance(moment, date):
        return moment
    try:
        if moment.unit in ("d", "w"):
            return today + timedelta(days=moment.count * (7 if moment.unit == "w" else 1))
        months = today.year * 12 + today.month - 1 + moment.count * (12 if moment.unit == "y" else 1)
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(today.day, calendar.monthrange(year, month)[1]))
    except (OverflowError, ValueError):
        return date.max if moment.count > 0 else date.min


def bounds_of(value: Days, today: date, *, sunday_first: bool = False) -> tuple[date | None, date | None]:
    """Return the first and the last day that are meant; None is no bound."""
    match value:
        case Between(since, until):
            first, last = (within(day_of(end, today)) if end is not None else None for end in (since, until))
            return first, last
        case Period(name):
            return period_of(name, today, sunday_first)
        case Compared(comparison, moment):
            day = within(day_of(moment, today))
            before, after = day - timedelta(days=1), day + timedelta(days=1)
            return {
                "=": (day, day),
                "<": (None, before),
                "<=": (None, day),
                ">": (after, None),
                ">=": (day, None),
            }[comparison]


def within(day: date) -> date:
    """Keep a day near those a task can have, so that one can count on from it."""
    return min(max(day, date(FIRST_YEAR - 10, 1, 1)), date(LAST_YEAR + 10, 1, 1))


def period_of(name: str, today: date, sunday_first: bool) -> tuple[date, date]:
    if name == "week":
        first = today - timedelta(days=today.isoweekday() % 7 if sunday_first else today.weekday())
        return first, first + timedelta(days=6)
    if name == "month":
        return today.replace(day=1), today.replace(day=calendar.monthrange(today.year, today.month)[1])
    return today.replace(month=1, day=1), today.replace(month=12, day=31)
