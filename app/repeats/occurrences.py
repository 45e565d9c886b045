"""The days a rule falls on, and when a finished task comes again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

from app.dates import LAST_YEAR, Due
from app.repeats.rules import Rule

Anchor = Literal["calendar", "completion"]
END = date(LAST_YEAR, 12, 31)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Repeat:
    """A rule and the first day it counts from; anchored at the calendar, or at the day the task was finished."""

    rule: Rule
    start: date
    anchor: Anchor = "calendar"


def first_day(rule: Rule, on_or_after: date) -> date | None:
    """Return the first day of a rule that begins on or after this one; None if it has none."""
    return next_day(rule.starting(on_or_after), on_or_after, on_or_after - ONE_DAY)


def next_day(rule: Rule, start: date, after: date) -> date | None:
    """Return the first day strictly after `after` of the rule that counts from `start`; None past its end."""
    return next(days(rule, start, max(after + ONE_DAY, start), END), None)


def days(rule: Rule, start: date, since: date, until: date) -> Iterator[date]:
    """Yield the days of the rule from `since` to `until`, both included, in order."""
    if start > until or since > until:
        return
    for moment in expanded(rule, start, since, until):
        if moment.date() > until:
            return
        if moment.date() >= since:
            yield moment.date()


def expanded(rule: Rule, start: date, since: date, until: date) -> rrule:
    """Return the library's expansion of the rule, begun as late as its rhythm allows, ended at `until`."""
    rule = rule.starting(start)
    begin = start if rule.count else nearer_start(rule, start, since)
    if not rule.count:
        rule = replace(rule, until=min(rule.until or until, until))
    expansion = rrulestr(rule.text(), dtstart=datetime.combine(begin, time()))
    assert isinstance(expansion, rrule)
    return expansion


def nearer_start(rule: Rule, start: date, since: date) -> date:
    """Return a start close before `since` from which the rule falls on the same days as from its own."""
    gone = since - start
    if gone <= timedelta():
        return start
    match rule.frequency:
        case "DAILY":
            return start + timedelta(days=gone.days // rule.interval * rule.interval)
        case "WEEKLY":
            return start + timedelta(weeks=gone.days // 7 // rule.interval * rule.interval)
        case "MONTHLY":
            months = (since.year - start.year) * 12 + since.month - start.month
            months = months // rule.interval * rule.interval
            year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
            return date(year, month + 1, 1) if months else start
        case "YEARLY":
            years = (since.year - start.year) // rule.interval * rule.interval
            return date(start.year + years, 1, 1) if years else start


def next_occurrence(
    repeat: Repeat, due: Due, done: datetime, zone: ZoneInfo, *, slot: date | None = None
) -> Due | None:
    """Return when a task that was due and is now done comes again; None when its repeat is over.

    On the calendar that is the next time still to come: after the one done (`slot`, its day by the rule, if it was
    moved) and after now. Counted from completion it is the rule begun on the day of finishing. `zone` is the
    finisher's, for dates without a zone of their own.
    """
    here = ZoneInfo(due.zone) if due.zone else zone
    today = done.astimezone(here).date()
    if repeat.anchor == "completion":
        day = next_day(repeat.rule.starting(today), today, today)
        return replace(due, date=day) if day else None
    after = max(due.date, slot or due.date)
    if after < today:
        after = today if due.time is None else today - ONE_DAY
    day = next_day(repeat.rule, repeat.start, after)
    while day is not None and is_past(replace(due, date=day), done, here):
        day = next_day(repeat.rule, repeat.start, day)
    return replace(due, date=day) if day else None


def is_past(due: Due, now: datetime, zone: ZoneInfo) -> bool:
    """Whether this time has come; a whole day has come when it begins."""
    if due.time is None:
        return due.date <= now.astimezone(zone).date()
    return due.latest(zone) <= now


def coming(repeat: Repeat, after: date, until: date) -> Iterator[date]:
    """Yield the days to show in a calendar: those after the open one; one that waits for completion has none."""
    if repeat.anchor == "calendar":
        yield from days(repeat.rule, repeat.start, max(after + ONE_DAY, repeat.start), until)
