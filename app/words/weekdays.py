"""Days by the names of the week: friday, next monday, this sat, tuesday next week, last friday of the month."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from app.words.amounts import add_months, ordinal
from app.words.cursor import Cursor, Evidence, Found, Refused
from app.words.when import When
from app.words.written_dates import exact_date, month_name, year

MOST_IN_MONTH = 5
MONTHS_SEARCHED = 14

Day = Found[date | Refused]
WEEKDAYS: dict[str, Evidence] = {"weekday": "sure", "weekday_maybe": "end", "weekday_shy": "beside"}


def weekday(c: Cursor, at: int) -> Found[int] | None:
    """Read the name of a weekday, and what a name that is also another word needs beside it."""
    for category, evidence in WEEKDAYS.items():
        if found := c.take(at, category):
            return Found(found.value, found.end + has_dot(c, found.end), evidence)
    return None


def has_dot(c: Cursor, at: int) -> bool:
    """Say whether a name cut to a few letters has its dot, and the line goes on."""
    return len(c.tokens[at - 1].key) < 4 and c.sign(at, ".") and c.glued(at) and at + 1 < len(c.tokens)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def coming_weekday(today: date, number: int) -> date:
    """Return the next such day, never today."""
    return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)


def weekday_from(first: date, last: date) -> date:
    """Return the last day of a stretch; a weekday that was read as one before its first is the one after."""
    return last if last >= first else last + timedelta(weeks=1 + (first - last).days // 7)


def weekday_of_week(today: date, number: int, weeks: int) -> date:
    """Return that day of this week (0) or a later one; one of this week that is gone comes in seven days."""
    day = monday_of(today) + timedelta(days=number, weeks=weeks)
    return day if day >= today else day + timedelta(weeks=1)


def named_weekday(c: Cursor, at: int) -> Day | None:
    """Read friday, coming friday, this friday, next friday, friday next week."""
    today = c.writer.today
    for category, weeks in (("this", 0), ("next", 1), ("coming", None)):
        lead = c.take(at, category)
        if lead and (named := weekday(c, lead.end)):
            if weeks is None:
                return Found(coming_weekday(today, named.value), named.end)
            return Found(weekday_of_week(today, named.value, weeks), named.end)
    named = weekday(c, at)
    if not named:
        return None
    if after := c.take(named.end, "after_next"):
        return Found(Refused("Write the day itself."), after.end)
    if later := week_after(c, named.end):
        return Found(weekday_of_week(today, named.value, later.value), later.end)
    if days := days_later(c, named.end):
        return Found(coming_weekday(today, named.value) + timedelta(days=days.value), days.end)
    return Found(coming_weekday(today, named.value), named.end, named.evidence)


def coming(c: Cursor, at: int) -> Day | None:
    named = weekday(c, at)
    return Found(coming_weekday(c.writer.today, named.value), named.end) if named else None


def days_later(c: Cursor, at: int) -> Found[int] | None:
    """Read the week of `tuesday week`, which is seven days after Tuesday; not that of `tuesday week plan`."""
    found = c.take(at, "days_later")
    return found if found and (c.is_free(found.end) or c.has(found.end, "at") or c.digits(found.end)) else None


def weekday_with_part(c: Cursor, at: int) -> Found[When] | None:
    """Read monday morning, next friday evening, Freitagabend."""
    if word := c.take(at, "weekday_part"):
        number, _, part = word.value.partition("/")
        return Found(When.part(coming_weekday(c.writer.today, int(number)), part), word.end)
    named = named_weekday(c, at)
    said = c.take(named.end, "part", "part_after") if named else None
    if not named or not said or not isinstance(named.value, date):
        return None
    return Found(When.part(named.value, said.value), said.end)


def week_after(c: Cursor, at: int) -> Found[int] | None:
    """Read what may stand behind a weekday: this week, next week, or `prochain`."""
    if c.has(at, "next_after"):
        return c.closed(Found(1, c.skip(at, "next_after")))
    at = c.skip(at, "of")
    for category, weeks in (("this", 0), ("next", 1)):
        lead = c.take(at, category)
        unit = c.take(lead.end, "unit") if lead else None
        if unit and unit.value == "week":
            end = c.skip(unit.end, "next_after") if weeks else unit.end
            return c.closed(Found(weeks, end))
    return None


def weekday_then_date(c: Cursor, at: int) -> Found[int] | None:
    """Read the weekday that stands before a written date."""
    named = weekday(c, at)
    return Found(named.value, named.end + c.sign(named.end, ",")) if named else None


def month_frame(c: Cursor, at: int) -> Found[tuple[int, int] | None] | None:
    """Read `of the month`, `of next month` or `of March 2027` as (year, month); None in it is the coming one."""
    today = c.writer.today
    if shift := c.take(at, "month_frame"):
        later = add_months(today, shift.value)
        return Found(None if not shift.value else (later.year, later.month), shift.end)
    of = c.take(at, "of")
    month = month_name(c, of.end) if of else None
    if not month:
        return None
    said = year(c, month.end)
    if said:
        return Found((said.value, month.value), said.end)
    return Found((today.year + (month.value < today.month), month.value), month.end)


def nth_weekday(c: Cursor, at: int) -> Day | None:
    """Read the first monday of the month, last friday of March, the last day of next month."""
    start = c.skip(at, "article")
    nth = c.take(start, "last") or ordinal(c, start)
    if not nth:
        return None
    position = -1 if nth.value is True else nth.value
    kind = c.take(nth.end, "month_day_word") if position == -1 else None
    named = c.take(nth.end, "workday_word") or weekday(c, nth.end)
    end = kind.end if kind else named.end if named else None
    frame = month_frame(c, end) if end else None
    if not frame or not (kind or named):
        return without_month(position, weekday(c, nth.end))
    numbers = range(7) if kind else range(5) if named and named.value is True else (named.value if named else 0,)
    return nth_day(c, frame, tuple(numbers), position)


def without_month(position: int, named: Found[int] | None) -> Day | None:
    """Refuse the 6th monday, which is neither the 6th nor the coming Monday; `last friday` has gone."""
    if not named or position < 0:
        return None
    reason = "No month has so many of them." if position > MOST_IN_MONTH else "Of which month? Add “of the month”."
    return Found(Refused(reason), named.end, named.evidence)


def nth_day(c: Cursor, frame: Found[tuple[int, int] | None], numbers: tuple[int, ...], position: int) -> Day:
    today = c.writer.today
    if frame.value is not None:
        return Found(nth_of_month(*frame.value, numbers, position), frame.end)
    for later in range(13):
        month = add_months(today.replace(day=1), later)
        day = nth_of_month(month.year, month.month, numbers, position)
        if isinstance(day, date) and day >= today:
            return Found(day, frame.end)
    return Found(Refused("No month has so many of them."), frame.end)


def nth_of_month(year: int, month: int, numbers: tuple[int, ...], position: int) -> date | Refused:
    if isinstance(first := exact_date(year, month, 1), Refused):
        return first
    length = calendar.monthrange(year, month)[1]
    days = [day for day in (first.replace(day=n) for n in range(1, length + 1)) if day.weekday() in numbers]
    index = position - 1 if position > 0 else position
    return days[index] if -len(days) <= index < len(days) else Refused("That month has fewer of them.")


def coming_nth(today: date, number: int, nth: int) -> date | Refused:
    """Return the next day that is this weekday and this day of its month: friday the 13th."""
    for later in range(MONTHS_SEARCHED):
        month = add_months(today.replace(day=1), later)
        if nth <= calendar.monthrange(month.year, month.month)[1]:
            day = month.replace(day=nth)
            if day >= today and day.weekday() == number:
                return day
    return Refused("The weekday and the date do not fit together.")


def day_of_a_month(c: Cursor, at: int) -> Day | None:
    """Read 17th of next month, but not 17th alone."""
    found = day_of_month(c, at)
    return found if found and found.evidence == "sure" else None


def day_of_month(c: Cursor, at: int) -> Day | None:
    """Read 17th, the 17th, 17th of next month; alone it needs no plain word after it."""
    nth = ordinal(c, c.skip(at, "article"))
    if not nth or not 1 <= nth.value <= 31 or (not c.digits(c.skip(at, "article")) and not month_frame(c, nth.end)):
        return None
    frame = month_frame(c, nth.end)
    if frame and frame.value:
        return Found(exact_date(*frame.value, nth.value), frame.end)
    for later in range(13):
        month = add_months(c.writer.today.replace(day=1), later)
        if nth.value <= calendar.monthrange(month.year, month.month)[1]:
            day = month.replace(day=nth.value)
            if day >= c.writer.today:
                return Found(day, frame.end if frame else nth.end, "sure" if frame else "after")
    return None
