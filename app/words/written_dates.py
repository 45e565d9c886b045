"""Dates written out: Feb 17, 17 February 2027, 2026-02-17, 2/17, 17.2."""

from __future__ import annotations

import calendar
from datetime import date

from app.dates import FIRST_YEAR, LAST_YEAR
from app.translation.speaking import _
from app.words.amounts import ordinal
from app.words.cursor import Cursor, Evidence, Found, Refused

LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LEAP_SEARCH = 9

Day = Found[date | Refused]


def coming_date(today: date, month: int, day: int) -> date | Refused:
    """Return the next such day, today included; the 29th of February waits for a leap year."""
    if day > LONGEST_MONTHS[month - 1]:
        return Refused(_("That month has {days} days at most.", days=LONGEST_MONTHS[month - 1]))
    for year in range(today.year, today.year + LEAP_SEARCH):
        if day <= calendar.monthrange(year, month)[1] and (found := date(year, month, day)) >= today:
            return found
    return Refused("There is no such day in the next years.")


def exact_date(year: int, month: int, day: int) -> date | Refused:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Refused(
            _("Choose a date between {first_year} and {last_year}.", first_year=FIRST_YEAR, last_year=LAST_YEAR)
        )
    if day > calendar.monthrange(year, month)[1]:
        return Refused(_("That month has {days} days.", days=calendar.monthrange(year, month)[1]))
    return date(year, month, day)


def is_day_and_month(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def day_number(c: Cursor, at: int) -> Found[int] | None:
    """Read the day of a month, 17 or 17th."""
    found = ordinal(c, at) or (Found(int(c.digits(at, 2)), at + 1) if c.digits(at, 2) else None)
    return found if found and 1 <= found.value <= 31 else None


def month_name(c: Cursor, at: int) -> Found[int] | None:
    """Read the name of a month; one that is also a common word needs something after it that is not."""
    if found := c.take(at, "month"):
        return Found(found.value, found.end + (c.sign(found.end, ".") and c.glued(found.end)))
    if found := c.take(at, "month_maybe"):
        return Found(found.value, found.end, "after")
    return None


def year(c: Cursor, at: int) -> Found[int] | None:
    """Read the year behind a date: 2027, or '27."""
    at = c.skip(at, "year_of")
    comma = c.sign(at, ",")
    digits = c.digits(at + comma)
    if len(digits) == 4 and c.closes(at + comma + 1) and FIRST_YEAR - 100 < int(digits) < LAST_YEAR + 100:
        return Found(int(digits), at + comma + 1)
    if c.sign(at, "'’") and c.glued(at + 1) and len(c.digits(at + 1, 2)) == 2:
        return Found(2000 + int(c.digits(at + 1)), at + 2)
    return None


def with_year(c: Cursor, month: int, day: int, end: int, evidence: Evidence) -> Day:
    if said := year(c, end):
        return Found(exact_date(said.value, month, day), said.end)
    return Found(coming_date(c.writer.today, month, day), end, evidence)


def month_then_day(c: Cursor, at: int) -> Day | None:
    """Read Feb 17, February 17th, 2027, Feb the 17th."""
    month = month_name(c, at)
    if not month:
        return None
    named = ordinal(c, c.skip(month.end, "article"))
    day = named or day_number(c, month.end)
    if not day or not 1 <= day.value <= 31:
        return None
    return with_year(c, month.value, day.value, day.end, "sure" if named else month.evidence)


def day_then_month(c: Cursor, at: int) -> Day | None:
    """Read 17 Feb, 17th of February 2027, 17. Februar."""
    start = c.skip(at, "article")
    day = ordinal(c, start) if start > at else day_number(c, at)
    month = month_name(c, c.skip(day.end, "of")) if day and 1 <= day.value <= 31 else None
    if not day or not month:
        return None
    led = c.has(day.end, "of") or ordinal(c, start) is not None
    return with_year(c, month.value, day.value, month.end, "sure" if led else month.evidence)


def iso(c: Cursor, at: int) -> Day | None:
    """Read 2026-02-17, also with slashes or dots."""
    parts = three_numbers(c, at, "-/.")
    if not parts or len(parts[0]) != 4 or not is_day_and_month(int(parts[2]), int(parts[1])):
        return None
    return Found(exact_date(int(parts[0]), int(parts[1]), int(parts[2])), at + 5)


def numeric_with_year(c: Cursor, at: int) -> Day | None:
    """Read 2/17/2026, 17-2-26 in the writer's order, and 17.2.2026, which has only one."""
    parts = three_numbers(c, at, "/-.")
    if not parts or len(parts[0]) > 2 or len(parts[2]) not in (2, 4):
        return None
    if len(parts[2]) == 2 and c.behind(at, "counted"):
        return None
    dotted = c.sign(at + 1, ".")
    if len(parts[2]) == 2 and not c.sign(at + 1, "/") and not (dotted and c.words.choices["ordinal_dot"]):
        return None
    ordered = in_order(int(parts[0]), int(parts[1]), "dmy" if dotted else c.writer.order)
    if not ordered:
        return None
    said = int(parts[2]) + (2000 if len(parts[2]) == 2 else 0)
    return Found(exact_date(said, *ordered), at + 5)


def numeric(c: Cursor, at: int) -> Day | None:
    """Read 2/17 in the writer's order, and 17.2. where dates are written so; what may be a fraction needs evidence.

    Behind `chapter` or `page` it counts those.
    """
    first, second = c.digits(at, 2), c.digits(at + 2, 2)
    if not (first and second and c.glued(at + 1) and c.glued(at + 2)) or c.behind(at, "counted"):
        return None
    if c.sign(at + 1, "/"):
        ordered, end = in_order(int(first), int(second), c.writer.order), at + 3
    elif c.words.choices["ordinal_dot"] and c.sign(at + 1, ".") and c.sign(at + 3, ".") and c.glued(at + 3):
        ordered, end = in_order(int(first), int(second), "dmy"), at + 4
    else:
        return None
    found = coming_date(c.writer.today, *ordered) if ordered else None
    clear = "0" in (first[0], second[0]) or max(int(first), int(second)) > 12
    return Found(found, end, "sure" if clear else "after") if isinstance(found, date) else None


def three_numbers(c: Cursor, at: int, signs: str) -> tuple[str, str, str] | None:
    """Read three numbers held together by the same sign twice."""
    first, second, third = c.digits(at), c.digits(at + 2, 2), c.digits(at + 4)
    held = all(c.glued(at + step) for step in range(1, 5)) and c.sign(at + 1, signs) and c.sign(at + 3, signs)
    if first and second and third and held and c.tokens[at + 1].text == c.tokens[at + 3].text:
        return first, second, third
    return None


def in_order(first: int, second: int, order: str) -> tuple[int, int] | None:
    """Return month and day; a number that can only be a day is one in either order."""
    pairs = ((first, second), (second, first)) if order == "mdy" else ((second, first), (first, second))
    return next(((month, day) for month, day in pairs if is_day_and_month(day, month)), None)
