"""What may be meant as a time or a day and does not say which: it stays in the title, and is said."""

from __future__ import annotations

from app.words.clocks import Clock, clock
from app.words.cursor import Cursor, Found, Refused
from app.words.days import day
from app.words.written_dates import day_number, day_then_month, month_then_day

WHICH = "A time or a day? Write “at 5” or “the 5th”."
ONE_TIME = "A task has one time. Write when it is due."
LAST_HOUR = 24
FIRST_MORNING, LAST_AFTERNOON = 7, 6


def number_behind_day(c: Cursor, at: int) -> Found[Refused] | None:
    """Refuse the 5 of `friday 5` and of `5 tonight`, and `fri5`."""
    if is_hour(c, at) and c.has(at + 1, "part_today") and not c.behind(at, "counted", "for"):
        return Found(Refused(WHICH), at + 1)
    named = c.take(at, "weekday", "offset")
    if named and c.glued(named.end) and is_hour(c, named.end):
        return Found(Refused(WHICH), named.end + 1, "after")
    return Found(Refused(WHICH), at + 1, "behind_day") if is_hour(c, at) else None


def is_hour(c: Cursor, at: int) -> bool:
    digits = c.digits(at, 2)
    return bool(digits) and 1 <= int(digits) <= LAST_HOUR


def part_of_month(c: Cursor, at: int) -> Found[Refused] | None:
    """Refuse july 13-15 and from 13th to 15th july: which of the two is due is not said."""
    start = c.skip(at, "start", "range_from")
    first = month_then_day(c, start) or day_number(c, c.skip(start, "article"))
    if not first:
        return None
    dash = first.end + 1 if c.sign(first.end, "-–—") else c.skip(first.end, "to")
    says_month = isinstance(month_then_day(c, start), Found)
    last = (day_number if says_month else day_then_month)(c, dash) if dash > first.end else None
    if not last or not c.closes(last.end) or (says_month and not (c.is_free(last.end) or clock(c, last.end))):
        return None
    return Found(Refused("Write both days whole: “from July 13 to July 15”."), last.end)


def hours(c: Cursor, at: int) -> Found[Refused] | None:
    """Refuse the 9-10 of `monday 9-10`; `pages 9-10` are no hours."""
    end = at + 1
    dash = end + 1 if c.sign(end, "-–—") else c.skip(end, "to")
    if dash == end or not is_hour(c, at) or not is_hour(c, dash) or c.behind(at, "counted"):
        return None
    first, last = int(c.digits(at)), int(c.digits(dash))
    follow_each_other = first < last or (first >= FIRST_MORNING and last <= LAST_AFTERNOON)
    if not follow_each_other or not (c.is_free(dash + 1) or day(c, dash + 1)):
        return None
    return Found(Refused(ONE_TIME), dash + 1, "day")


def counted_without_unit(c: Cursor, at: int) -> Found[Refused] | None:
    """Refuse `in 20`."""
    lead = c.take(at, "in")
    if not lead or not c.digits(lead.end, 2) or c.behind(at, "counted") or not c.is_free(lead.end + 1):
        return None
    return Found(Refused("Minutes or days? Write “in 20 min” or “in 20 days”."), lead.end + 1)


def maybe_tomorrow(c: Cursor, at: int) -> Found[Refused] | None:
    """Refuse the `tom` of `tom 5pm`, which may be a name; elsewhere it is one."""
    name = c.take(at, "offset_maybe")
    said = clock(c, name.end) if name else None
    is_beside = bool(said and isinstance(said.value, Clock))
    return Found(Refused("A name, or tomorrow? Write “tmrw” for the day."), name.end) if name and is_beside else None


def unknown_end(c: Cursor, at: int) -> Found[Refused] | None:
    """Refuse the `until` of `every day until easter`."""
    until = c.take(at, "until")
    if not until or not c.has(at, "due"):
        return None
    return Found(Refused("Until which day? Write for example “until May 3”."), until.end, "behind_repeat")
