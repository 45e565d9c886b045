"""When something is due: all the ways to say a day, with or without a word such as `due` before it."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.words import relative_days, weekdays, written_dates
from app.words.amounts import ordinal
from app.words.clocks import Clock, clock
from app.words.cursor import Cursor, Evidence, Found, Refused, Rule, longest
from app.words.when import When

NO_FIT = "The weekday and the date do not fit together."
WRITTEN: tuple[Rule, ...] = (
    written_dates.iso,
    written_dates.month_then_day,
    written_dates.day_then_month,
    written_dates.numeric_with_year,
    written_dates.numeric,
)


def day(c: Cursor, at: int) -> Found[When | Refused] | None:
    """Read a day, with its weekday before it where both are said."""
    found = longest(c, at, (*RULES, date_with_weekday, date_then_weekday))
    return found._replace(value=as_when(found.value)) if found else None


def date_with_weekday(c: Cursor, at: int) -> Found[Any] | None:
    """Read friday, 15 May; refuse it when that day is another weekday."""
    named = weekdays.weekday_then_date(c, at)
    found = longest(c, c.skip(named.end, "article"), (*WRITTEN, weekdays.day_of_a_month)) if named else None
    if not named or not found:
        return None
    if isinstance(found.value, date) and found.value.weekday() != named.value:
        return Found(Refused(NO_FIT), found.end)
    return Found(found.value, found.end)


def date_then_weekday(c: Cursor, at: int) -> Found[Any] | None:
    """Read 15 May, friday as the one day it is."""
    written = longest(c, at, WRITTEN)
    start = written.end + c.sign(written.end, ",") if written else at
    named = c.take(start, "weekday") if written else None
    if not written or not named or not isinstance(written.value, date):
        return None
    fits = written.value.weekday() == named.value
    return Found(written.value if fits else Refused(NO_FIT), named.end)


def weekday_the_nth(c: Cursor, at: int) -> Found[Any] | None:
    """Read friday the 13th, fri 13th, and friday 13 where that is no hour: the next day that is both."""
    named = weekdays.weekday_then_date(c, at)
    start = c.skip(named.end, "article") if named else at
    nth = (ordinal(c, start) or late_number(c, start)) if named else None
    if not named or not nth or not 1 <= nth.value <= 31 or not (c.is_free(nth.end) or clock(c, nth.end)):
        return None
    return Found(weekdays.coming_nth(c.writer.today, named.value, nth.value), nth.end)


def late_number(c: Cursor, at: int) -> Found[int] | None:
    """Read a number that is no hour to this writer: past 24, or past 12 where hours are counted to twelve."""
    digits = c.digits(at, 2)
    is_american = c.words.choices["twelve_hours"] and c.writer.order == "mdy"
    return Found(int(digits), at + 1) if digits and int(digits) > (12 if is_american else 24) else None


def as_when(value: Any) -> When | Refused:
    return When(value) if isinstance(value, date) else value


def due(c: Cursor, at: int) -> Found[When | Refused] | None:
    """Read `due friday`, `by 5pm`, `on the 17th`; what a day alone would need beside it, it needs no longer."""
    lead = c.take(at, "due", "on")
    if not lead:
        return None
    start = lead.end + (c.sign(lead.end, ":") and c.glued(lead.end))
    said = day(c, start)
    if not said:
        said = due_clock(c, start)
        return said if said and (c.has(at, "due") or said.evidence == "sure") else None
    if said.evidence == "end" and not c.has(at, "on"):
        return said._replace(evidence="after")  # from Sun Microsystems
    if said.evidence in ("end", "beside", "day") or c.sign(start + 1, "/"):
        return said._replace(evidence="sure")
    return said


def due_clock(c: Cursor, at: int) -> Found[When | Refused] | None:
    found = clock(c, at)
    if not found:
        return None
    value = found.value
    return Found(value if isinstance(value, Refused) else When(clock=value), found.end, found.evidence)


def beyond(c: Cursor, at: int) -> Found[Refused] | None:
    """Refuse `after friday` and `before 5pm`: neither says which day or time is meant."""
    lead = c.take(at, "beyond")
    found = day(c, lead.end) if lead else None
    said = clock(c, lead.end) if lead and not found else None
    if said and said.evidence == "sure":
        return Found(Refused("Write the time itself."), said.end)
    return Found(Refused("Write the day itself."), found.end, found.evidence) if found else None


def iso_moment(c: Cursor, at: int) -> Found[When | Refused] | None:
    """Read 2026-02-17T17:00."""
    written = written_dates.iso(c, at)
    if not written or not (c.glued(written.end) and c.tokens[written.end].key == "t" and c.glued(written.end + 1)):
        return None
    found = c.closed(clock(c, written.end + 1))
    if not found or not isinstance(written.value, date) or isinstance(found.value, Refused):
        return None
    return Found(When(written.value, found.value), found.end)


def glued_moment(c: Cursor, at: int) -> Found[When | Refused] | None:
    """Read fri-5pm and tmrw@9, as phones write them."""
    named = relative_days.named_day(c, at) or weekdays.coming(c, at)
    start = named.end + c.sign(named.end, "-–:/") if named and c.glued(named.end) else at
    found = clock(c, start) if start > at and c.glued(start) else None
    if not named or not found or isinstance(found.value, Refused):
        return None
    if found.evidence != "sure" and not (c.has(named.end, "at") and c.is_free(found.end)):
        return None
    when = as_when(named.value)
    return Found(When(when.day, found.value), found.end) if isinstance(when, When) else None


def clock_behind(c: Cursor, at: int) -> Found[Any] | None:
    """Read a second time behind `and` or a comma."""
    start = c.skip(at + c.sign(at, ",&/"), "and")
    second = clock(c, start) if start > at else None
    return second if second and second.evidence == "sure" and isinstance(second.value, Clock) else None


def clock_list(c: Cursor, at: int) -> Found[Refused] | None:
    """Refuse 8am and 8pm: a task has one time."""
    first = clock(c, at)
    second = clock_behind(c, first.end) if first and isinstance(first.value, Clock) else None
    return Found(Refused("A task has one time. Make a task for each."), second.end) if second else None


def clock_range(c: Cursor, at: int) -> Found[Refused] | None:
    """Refuse 2-3pm, 9am-5pm and from 2 to 3pm: a task has one time."""
    start = c.skip(at, "start", "at", "range_from")
    if not c.digits(start):
        return None
    words = ("to", "and") if c.has(at, "range_from") else ("to",)
    for end in range(start + 1, start + LONGEST_CLOCK):
        dash = end + 1 if c.sign(end, "-–—/") else c.skip(end, *words)
        second = c.closed(clock(c, dash)) if dash > end else None
        if second and second.evidence in ("sure", "after", "day"):
            evidence: Evidence = "day" if second.evidence == "day" else "sure"
            return Found(Refused("A task has one time. Write when it is due."), second.end, evidence)
        if dash > end and c.digits(dash, 2) and c.is_free(dash + 1) and is_whole(c, start, end):
            return Found(Refused("A task has one time. Write when it is due."), dash + 1)
    return None


def is_whole(c: Cursor, start: int, end: int) -> bool:
    """Say whether these tokens are a time that needs nothing beside it: the 8am of `8am-6`."""
    said = clock(c, start)
    return bool(said and said.end == end and said.evidence == "sure")


LONGEST_CLOCK = 5
RULES: tuple[Rule, ...] = (
    *WRITTEN,
    weekdays.named_weekday,
    weekdays.weekday_with_part,
    weekdays.nth_weekday,
    weekdays.day_of_month,
    weekday_the_nth,
    relative_days.named_day,
    relative_days.part_of_today,
    relative_days.end_of_day,
    relative_days.weekend,
    relative_days.counted,
    relative_days.next_period,
    relative_days.this_period,
    relative_days.vague,
    relative_days.end_of_period,
    relative_days.start_of_next,
)
