"""The reminders somebody has on every task of theirs for which they have set none themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from app.dates import Due
from app.errors import Invalid
from app.reminders.moments import instant_of
from app.reminders.reading import moment_from, read_moments
from app.words.cursor import Writer
from app.words.reminders import Reminder as Moment
from app.zones import zone_info

MOST = 5
FURTHEST = timedelta(days=1)
TOO_FAR = "Choose moments of the last day before: “30m before”, “1 day before at 9” or “at 9am”."


def read_defaults(text: str, writer: Writer) -> dict[str, Any] | None:
    """Return what is kept of the default reminders that a text names, from now on; None if empty. Raises Invalid."""
    words = " ".join(text.split())
    if not words:
        return None
    noon = Due(writer.today, time(12), writer.zone.key)
    moments = read_moments(words, writer, due=noon, start=None)
    if len(moments) > MOST or not all(is_near(moment) for moment in moments):
        raise Invalid({"reminders": [TOO_FAR]})
    return {
        "text": words,
        "since": writer.now.isoformat(),
        "moments": [{name: value for name, value in moment.as_json().items() if value} for moment in moments],
    }


def is_near(moment: Moment) -> bool:
    is_on_a_day = moment.day is not None or moment.of == "start"
    return not is_on_a_day and timedelta(days=moment.days, minutes=moment.minutes) <= FURTHEST


def fits(moment: Moment, due: Due) -> bool:
    """Say whether a default is meant for such a date: minutes for times, a time of the day for whole days."""
    return bool(moment.days) or (moment.time is None) == (due.time is not None)


def moments_for(kept: dict[str, Any] | None, due: Due) -> list[Moment]:
    """Return somebody's defaults for a task with this date."""
    moments = [moment_from(one) for one in (kept or {}).get("moments", [])]
    return [moment for moment in moments if fits(moment, due)]


def keys_passed(kept: dict[str, Any] | None, due: Due, zone: str, since: datetime, now: datetime) -> Iterator[str]:
    """Yield the once-keys of the defaults whose instant has come, after `since` and after they were set."""
    for moment in moments_for(kept, due) if kept else ():
        instant = instant_of(moment, due, None, zone_info(zone))
        begin = max(since, datetime.fromisoformat(kept["since"])) if kept else since
        if instant is not None and begin < instant <= now:
            yield once_key(moment, due)


def once_key(moment: Moment, due: Due) -> str:
    clock = f"@{moment.time:%H:%M}" if moment.time else ""
    return f"default {moment.days}d{moment.minutes}m{clock} {due.key}"
