"""The days that are looked at together: a month in whole weeks, or a week; weeks begin on Monday or on Sunday."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from app.dates import FIRST_YEAR, LAST_YEAR
from app.translation.speaking import _
from app.wording import LONG_MONTHS

WEEK = re.compile(r"^(\d{4})-W(\d\d)$")
MONTH = re.compile(r"^(\d{4})-(\d\d)$")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A week or a month: `first` and `last` are its own days, `days` those that are shown."""

    kind: str
    first: date
    last: date
    sunday_first: bool = False

    @property
    def days(self) -> list[date]:
        start, end = week_of(self.first, self.sunday_first), week_of(self.last, self.sunday_first) + 6 * DAY
        return [start + n * DAY for n in range((end - start).days + 1)]

    @property
    def value(self) -> str:
        """What the URL calls it: `2026-11` or `2026-W47`."""
        if self.kind == "month":
            return f"{self.first:%Y-%m}"
        year, week, _ = (self.first + self.sunday_first * DAY).isocalendar()
        return f"{year}-W{week:02}"

    @property
    def title(self) -> str:
        """`November 2026`, `16 to 22 November 2026`, `30 November to 6 December 2026`."""
        first, last = self.first, self.last
        if self.kind == "month":
            return f"{_(LONG_MONTHS[first.month - 1])} {first.year}"
        end = f"{say_day(last)} {last.year}"
        if first.month == last.month:
            return _("{day} to {last}", day=first.day, last=end)
        start = say_day(first) if first.year == last.year else f"{say_day(first)} {first.year}"
        return _("{first} to {last}", first=start, last=end)

    @property
    def before(self) -> Span | None:
        return span_around(self.kind, self.first - DAY, self.sunday_first) if self.first.year > FIRST_YEAR else None

    @property
    def after(self) -> Span | None:
        return span_around(self.kind, self.last + DAY, self.sunday_first) if self.last.year < LAST_YEAR else None

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def say_day(day: date) -> str:
    """Return `16 November`."""
    return _("{day} {month}", day=day.day, month=_(LONG_MONTHS[day.month - 1]))


def span_around(kind: str, day: date, sunday_first: bool = False) -> Span:
    """Return the week or month that a day is in."""
    if kind == "week":
        start = week_of(day, sunday_first)
        return Span("week", start, start + 6 * DAY, sunday_first)
    first = day.replace(day=1)
    return Span("month", first, (first + 31 * DAY).replace(day=1) - DAY, sunday_first)


def read_span(month: str, week: str, sunday_first: bool = False) -> Span | None:
    """Return what `month=2026-11` or `week=2026-W47` names; None where neither names anything."""
    try:
        if match := WEEK.match(week):
            day = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return span_around("week", day, sunday_first) if FIRST_YEAR <= day.year <= LAST_YEAR else None
        if match := MONTH.match(month):
            day = date(int(match[1]), int(match[2]), 1)
            return span_around("month", day, sunday_first) if FIRST_YEAR <= day.year <= LAST_YEAR else None
    except ValueError:
        return None
    return None


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_of(day: date, sunday_first: bool) -> date:
    """Return the first day of the week that a day is in."""
    return day - timedelta(days=day.isoweekday() % 7) if sunday_first else monday_of(day)
