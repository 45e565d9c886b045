"""The moments most people want, offered beside the field for any other."""

from __future__ import annotations

from datetime import date, time

from app.dates import Due
from app.errors import Invalid
from app.reminders.moments import MORNING
from app.words.reminders import Reminder as Moment

TIMED = {
    "at": Moment(),
    "10m": Moment(minutes=10),
    "30m": Moment(minutes=30),
    "1h": Moment(minutes=60),
    "1d": Moment(days=1),
}
WHOLE_DAY = {
    "day-9": Moment(time=MORNING),
    "1d-9": Moment(days=1, time=MORNING),
    "1d-18": Moment(days=1, time=time(18)),
    "7d-9": Moment(days=7, time=MORNING),
}
START = {"start-9": Moment(of="start", time=MORNING), "start-1d-9": Moment(days=1, of="start", time=MORNING)}
OFFERED = {**TIMED, **WHOLE_DAY, **START}


def offered(due: Due | None, start: date | None) -> dict[str, Moment]:
    """Return what is offered for a task with these dates, by key; nothing where it has none."""
    from_due = {} if due is None else WHOLE_DAY if due.time is None else TIMED
    return {**from_due, **(START if start else {})}


def get_offered(key: str) -> Moment:
    """Return the moment of this key, or raise Invalid."""
    if key not in OFFERED:
        raise Invalid({"reminders": ["Choose one of the moments, or write another."]})
    return OFFERED[key]
