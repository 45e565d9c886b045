"""What may stand behind a repeat: its time, its first day and its end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.repeats.rules import MOST_TIMES
from app.words.amounts import Amount, amount, number
from app.words.clocks import Clock, clock
from app.words.cursor import Cursor, Found
from app.words.days import clock_behind, day
from app.words.relative_days import last_of_month
from app.words.weekdays import weekday, weekday_from
from app.words.when import When


@dataclass(frozen=True, slots=True)
class Ends:
    """A time of day, the first day, and at most one of: the last day, a length, a number of times."""

    clock: Clock | None = None
    start: date | None = None
    until: date | None = None
    length: Amount | None = None
    count: int | None = None

    @property
    def is_bounded(self) -> bool:
        return bool(self.until or self.length or self.count)


NO_ENDS = Ends()


def ends(c: Cursor, at: int) -> Found[Ends]:
    """Read time, start and end in any order, each once."""
    value, end = Ends(), at
    while found := a_time(c, end, value) or a_start(c, end, value) or an_end(c, end, value):
        value, end = found.value, found.end
    return Found(value, end)


def a_time(c: Cursor, at: int, so_far: Ends) -> Found[Ends] | None:
    found = None if so_far.clock else clock(c, at)
    if not found or not isinstance(found.value, Clock) or (found.evidence == "after" and not follows(c, found.end)):
        return None
    if clock_behind(c, found.end):
        return None
    return Found(replace(so_far, clock=found.value), found.end)


def follows(c: Cursor, at: int) -> bool:
    """Say whether nothing, or no plain word, comes next."""
    return at >= len(c.tokens) or not c.tokens[at].spaced or not c.tokens[at].is_word or bool(c.meanings(at))


def a_start(c: Cursor, at: int, so_far: Ends) -> Found[Ends] | None:
    lead = None if so_far.start else c.take(at, "start")
    on = exact_day(c, lead.end) if lead else None
    return Found(replace(so_far, start=on.value), on.end) if on else None


def an_end(c: Cursor, at: int, so_far: Ends) -> Found[Ends] | None:
    if so_far.is_bounded:
        return None
    until = c.take(at, "until", "to") if so_far.start else c.take(at, "until")
    if until and (last := exact_day(c, until.end) or whole_month(c, until.end)):
        named = weekday(c, c.skip(until.end, "on", "due")) is not None and so_far.start is not None
        day = weekday_from(so_far.start, last.value) if named and so_far.start else last.value
        return Found(replace(so_far, until=day), last.end)
    lead = c.take(at, "for")
    count = number(c, lead.end if lead else at)
    times = c.closed(c.take(count.end, "times")) if count else None
    if count and times and 1 <= count.value <= MOST_TIMES:
        return Found(replace(so_far, count=count.value), times.end)
    length = c.closed(amount(c, lead.end)) if lead else None
    if length and not length.value.minutes and length.value != Amount():
        return Found(replace(so_far, length=length.value), length.end)
    return None


def whole_month(c: Cursor, at: int) -> Found[date] | None:
    """Read `until december` as until its last day."""
    last = c.closed(last_of_month(c, at))
    exact = day(c, at) if last else None
    if not last or not isinstance(last.value, date) or (exact and exact.end > last.end):
        return None  # june 31 is not june
    return Found(last.value, last.end)


def exact_day(c: Cursor, at: int) -> Found[date] | None:
    """Read a day without a time."""
    found = day(c, c.skip(at, "on", "due"))
    if not found or not isinstance(found.value, When) or found.value.day is None or found.value.clock:
        return None
    return Found(found.value.day, found.end)
