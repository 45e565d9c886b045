"""Repeats in words: every 2 weeks on friday, every! month, daily, mondays, every 1st and 15th for a year."""

from __future__ import annotations

from dataclasses import replace

from app.words.cursor import Cursor, Found, Refused, longest
from app.words.repeat_days import weekday_list
from app.words.repeat_ends import ends
from app.words.repeated import Repeated
from app.words.repeats_with_every import every
from app.words.repeats_without_every import (
    adverb,
    bare_month_days,
    bare_weekdays,
    each_month,
    plural_weekdays,
    times_a_week,
)


def repeat(c: Cursor, at: int) -> Found[Repeated | Refused] | None:
    """Read a repeat with its time and its ends."""
    head = longest(c, at, (every, adverb, plural_weekdays, each_month, times_a_week, bare_weekdays, bare_month_days))
    if not head or isinstance(head.value, Refused):
        return head
    if c.has(head.end, "except"):
        return Found(Refused("Say the days it falls on: “every mon, tue and thu”."), end_of_exception(c, head.end))
    tail = ends(c, head.end)
    value, last = head.value, tail.end
    value = replace(value, ends=tail.value)
    if value.completion and tail.value.count:
        return Found(Refused("A repeat that counts from completion ends on a day: “every! week until May 3”."), last)
    return Found(value, last, "sure" if last > head.end else head.evidence)


def end_of_exception(c: Cursor, at: int) -> int:
    """Return the token behind the days that a repeat is to leave out."""
    end = c.skip(at, "except")
    days = c.closed(weekday_list(c, c.skip(end, "due", "on")))
    return days.end if days else end
