"""When a reminder's moment is, by the wall clock it was said by, so that a change of clocks moves it along."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.dates import Due
from app.words.reminders import Reminder as Moment
from app.zones import zone_info

MORNING = time(9)
"""What stands for the time of a day that has none."""


def instant_of(
    moment: Moment, due: Due | None, start: date | None, here: ZoneInfo, *, zone: str | None = None
) -> datetime | None:
    """Return the instant (UTC) for somebody whose clock is `here`; None where there is nothing to count from.

    `zone` is that of a moment on a day of its own. A time that clocks skip comes later, one they repeat is the first.
    """
    if moment.day is not None:
        return Due(moment.day, moment.time).latest(zone_info(zone) if zone else here)
    if moment.of == "start":
        return on_day(start, moment, here) if start else None
    if due is None:
        return None
    if moment.time is not None:
        return on_day(due.day_in(here), moment, here)
    base = Due(due.date - timedelta(days=moment.days), due.time or MORNING, due.zone)
    return base.latest(here) - timedelta(minutes=moment.minutes)


def on_day(day: date, moment: Moment, here: ZoneInfo) -> datetime:
    return Due(day - timedelta(days=moment.days), moment.time or MORNING).latest(here)


def basis_of(moment: Moment, due: Due | None, start: date | None) -> str:
    """Return the name of what a moment counts from, as people set it: with it a reminder is told once."""
    if moment.day is not None:
        return moment.day.isoformat()
    if moment.of == "start":
        return start.isoformat() if start else ""
    return due.key if due else ""
