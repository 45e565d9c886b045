"""Numbers, ordinals and lengths of time: 3, three, 3rd, 2 weeks, an hour and a half."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from app.words.cursor import Cursor, Found

MINUTES = {"minute": 1, "hour": 60}
DAYS = {"day": 1, "week": 7, "fortnight": 14}
MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
MOST = 9999


@dataclass(frozen=True, slots=True)
class Amount:
    """A length of time; only one of its parts is not zero, but for working days in `workdays`."""

    minutes: int = 0
    days: int = 0
    months: int = 0
    workdays: int = 0

    def after(self, day: date) -> date:
        """Return the day this long after; raises OverflowError past the end of the calendar."""
        if self.workdays:
            return add_workdays(day, self.workdays)
        return add_months(day, self.months) if self.months else day + timedelta(days=self.days)


def number(c: Cursor, at: int) -> Found[int] | None:
    """Read digits or a number in words."""
    if digits := c.digits(at):
        return Found(int(digits), at + 1)
    return c.take(at, "number")


def ordinal(c: Cursor, at: int) -> Found[int] | None:
    """Read 3rd, third, or where the language writes it so `3.` or, behind an article, `3`."""
    if digits := c.digits(at, 2):
        if c.glued(at + 1) and c.has(at + 1, "ordinal_ending"):
            return Found(int(digits), c.skip(at + 1, "ordinal_ending"))
        if c.words.choices["ordinal_dot"] and c.glued(at + 1) and c.sign(at + 1, "."):
            return Found(int(digits), at + 2)
        if c.words.choices.get("plain_ordinals") and at and c.has(at - 1, "before_day") and int(digits) <= 31:
            return Found(int(digits), at + 1)
        return None
    return c.take(at, "ordinal")


def unit(c: Cursor, at: int) -> Found[str] | None:
    """Read a unit of time; single letters only directly behind their number."""
    return c.take(at, "unit", "short_unit") if c.glued(at) else c.take(at, "unit")


def amount(c: Cursor, at: int) -> Found[Amount] | None:
    """Read one length of time: `3 days`, `2w`, `half an hour`, `1h 30m`, `1.5 hours`."""
    if fixed := c.take(at, "amount"):
        return Found(Amount(minutes=fixed.value), fixed.end)
    count = number(c, at)
    if not count:
        return None
    tenths, end = 0, count.end
    if c.sign(end, ".,") and c.glued(end) and c.glued(end + 1) and len(digits := c.digits(end + 1, 1)) == 1:
        tenths, end = int(digits), end + 2
    of = unit(c, end)
    if not of or (tenths and of.value not in MINUTES) or count.value > MOST:
        return None
    if of.value in MINUTES:
        minutes = (count.value * 10 + tenths) * MINUTES[of.value] // 10
        return with_minutes(c, of.value, minutes, of.end)
    return Found(times(of.value, count.value), of.end)


def with_minutes(c: Cursor, first: str, minutes: int, end: int) -> Found[Amount]:
    """Add the minutes that follow hours: 1h 30m, 1h30."""
    if first == "hour" and len(digits := c.digits(end, 2)) == 2 and c.is_free(end + 1) and int(digits) < 60:
        return Found(Amount(minutes=minutes + int(digits)), end + 1)
    more = number(c, c.skip(end, "and")) if first == "hour" else None
    of = unit(c, more.end) if more else None
    if more and of and of.value == "minute" and c.closes(of.end):
        return Found(Amount(minutes=minutes + more.value), of.end)
    return Found(Amount(minutes=minutes), end)


def times(of: str, count: int) -> Amount:
    if of == "workday":
        return Amount(workdays=count)
    return Amount(days=DAYS[of] * count) if of in DAYS else Amount(months=MONTHS[of] * count)


def add_months(day: date, months: int) -> date:
    """Return the same day some months later; the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > 9999:
        raise OverflowError
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_workdays(day: date, count: int) -> date:
    """Return the day after so many days from Monday to Friday."""
    if count and day.weekday() > 4:
        day -= timedelta(days=day.weekday() - 4)
    weeks, rest = divmod(day.weekday() + count, 5)
    return day + timedelta(days=weeks * 7 + rest - day.weekday())
