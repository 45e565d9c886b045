"""Reminders as people read them: `30 minutes before`, `1 day before at 09:00`, `Fri 27 Nov, 09:00`."""

from __future__ import annotations

from datetime import date

from app.reminders.moments import MORNING
from app.tasks.wording import count, say_day
from app.words.reminders import Reminder as Moment


def say_moment(moment: Moment, today: date) -> str:
    """Return what a reminder says."""
    clock = f"{moment.time:%H:%M}" if moment.time else ""
    if moment.day is not None:
        return f"{say_day(moment.day, today)}, {clock}"
    if moment.days:
        base = "before the start" if moment.of == "start" else "before"
        return f"{count(moment.days, 'day')} {base}{f' at {clock}' if clock else ''}"
    if moment.of == "start":
        return f"At {clock or f'{MORNING:%H:%M}'} on the day it starts"
    if moment.minutes:
        hours, minutes = divmod(moment.minutes, 60)
        words = [count(hours, "hour")] if hours else []
        return " ".join([*words, *([count(minutes, "minute")] if minutes else []), "before"])
    return f"At {clock} on the day" if clock else "When it is due"
