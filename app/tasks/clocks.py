"""Which local times of a day have come, exactly, on the two days a year when clocks change as well."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from datetime import time as Clock
from typing import NamedTuple
from zoneinfo import ZoneInfo

SECOND = timedelta(seconds=1)


class Passed(NamedTuple):
    """The times of today up to `until` have come, except those between `gap_from` and `gap_to` (both exclusive)."""

    until: Clock
    gap_from: Clock = Clock()
    gap_to: Clock = Clock()


def passed_times(now: datetime, zone: ZoneInfo) -> Passed:
    """Return the times of the local day that have come, by the rule of `Due.latest`.

    A time that clocks skipped comes as much later as they jumped; of a time that happens twice the first counts.
    """
    wall = now.astimezone(zone)
    clock = wall.time().replace(tzinfo=None)
    before = datetime.combine(wall.date(), Clock(), zone).astimezone(UTC) - SECOND
    old, new = offset(before, zone), offset(now, zone)
    if old == new:
        return Passed(clock)
    as_before = wall.replace(tzinfo=None) + (old - new)
    change = find_change(before, now, zone)
    if new > old:
        first = change.astimezone(zone).time().replace(tzinfo=None)
        hidden = as_before.date() < wall.date() or as_before.time() < first
        start = as_before.time() if as_before.date() == wall.date() else Clock()
        return Passed(clock, start, first) if hidden else Passed(clock)
    end = (change + old).replace(tzinfo=None)
    repeated = end.time() if end.date() == wall.date() else Clock.max
    if clock >= repeated:
        return Passed(clock)
    return Passed((datetime.combine(wall.date(), repeated) - timedelta.resolution).time())


def offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def find_change(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant between the two at which the zone's clocks changed, to the second."""
    low, high = low.astimezone(UTC), high.astimezone(UTC)
    new = offset(high, zone)
    while high - low > SECOND:
        middle = (low + (high - low) / 2).replace(microsecond=0)
        middle = middle if middle > low else low + SECOND
        low, high = (low, middle) if offset(middle, zone) == new else (middle, high)
    return high.replace(microsecond=0)
