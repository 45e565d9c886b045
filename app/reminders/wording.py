"""Reminders as people read them: `30 minutes before`, `1 day before at 09:00`, `Fri 27 Nov, 09:00`."""

from __future__ import annotations

from datetime import date

from app.reminders.moments import MORNING
from app.translation.speaking import _
from app.wording import count, say_day
from app.words.reminders import Reminder as Moment


def say_moment(moment: Moment, today: date) -> str:
    """Return what a reminder says."""
    clock = f"{moment.time:%H:%M}" if moment.time else ""
    if moment.day is not None:
        return f"{say_day(moment.day, today)}, {clock}"
    if moment.days:
        return say_days_before(count(moment.days, "day"), clock, is_of_start=moment.of == "start")
    if moment.of == "start":
        return _("At {time} on the day it starts", time=clock or f"{MORNING:%H:%M}")
    if moment.minutes:
        hours, minutes = divmod(moment.minutes, 60)
        words = [count(hours, "hour")] if hours else []
        return _("{time} before", time=" ".join([*words, *([count(minutes, "minute")] if minutes else [])]))
    return _("At {time} on the day", time=clock) if clock else _("When it is due")


def say_days_before(days: str, clock: str, *, is_of_start: bool) -> str:
    if is_of_start and clock:
        return _("{days} before the start at {time}", days=days, time=clock)
    if is_of_start:
        return _("{days} before the start", days=days)
    return _("{days} before at {time}", days=days, time=clock) if clock else _("{days} before", days=days)
