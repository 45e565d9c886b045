"""Reminders as people type them (`30m before, tomorrow at 9`) and as programs send them, read for one task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from app.dates import Due, read_day
from app.errors import Invalid
from app.translation.speaking import _
from app.words.cursor import Cursor, Refused, Writer
from app.words.reminders import Reminder as Moment
from app.words.reminders import moments
from app.words.settling import on_a_day, reminder_fault
from app.words.tokens import tokenize
from app.words.vocabulary import vocabulary

LONGEST = 200
EXAMPLES = "Write for example “30m before”, “1 day before at 9” or “friday at 9am”."
FIELDS = {"minutes_before", "days_before", "of", "date", "time"}
ANSWERED = {"id", "zone"}
"""What an answer has besides, so that it can be sent back."""


def read_moments(text: str, writer: Writer, *, due: Due | None, start: date | None) -> list[Moment]:
    """Return the moments a text names for a task with these dates, or raise Invalid with the reason."""
    if len(text) > LONGEST:
        raise refused(_("Use at most {most} characters.", most=LONGEST))
    read = read_whole(text, writer)
    if read is None and writer.language != "en":  # which is what the hints are written in
        read = read_whole(text, replace(writer, language="en"))
    if isinstance(read, Refused):
        raise refused(read.reason)
    if read is None:
        raise refused(
            _("“{text}” is not understood. {examples}", text=text.strip()[:40], examples=EXAMPLES)
            if text.strip()
            else EXAMPLES
        )
    for moment in read:
        if fault := reminder_fault(moment, due, start):
            raise refused(fault)
    return [on_a_day(moment, due, writer) for moment in read]


def read_whole(text: str, writer: Writer) -> Sequence[Moment] | Refused | None:
    """Return the moments, why they cannot be, or None where the text is not understood as a whole."""
    c = Cursor(tokenize(text), vocabulary(writer.language), writer)
    begin = c.skip(0, "remind")
    found = moments(c, begin + (begin > 0 and c.sign(begin, ":")))
    if found and (isinstance(found.value, Refused) or found.end == len(c.tokens)):
        return found.value
    return None


def read_given(given: Sequence[Any], writer: Writer, *, due: Due | None, start: date | None) -> list[Moment]:
    """Return the moments that a program sends, each as words or as an object; raises Invalid."""
    found: list[Moment] = []
    for one in given:
        found += read_moments(one, writer, due=due, start=start) if isinstance(one, str) else [moment_from(one)]
    return found


def moment_from(given: Any) -> Moment:
    """Return the moment that a JSON object says, or raise Invalid."""
    if not isinstance(given, Mapping) or set(given) - FIELDS - ANSWERED:
        raise refused(
            _(
                "Give words, such as “30m before”, or an object with some of: {fields}.",
                fields=", ".join(sorted(FIELDS)),
            )
        )
    minutes, days = (given.get(name) or 0 for name in ("minutes_before", "days_before"))
    if not all(isinstance(one, int) and 0 <= one < 10_000_000 for one in (minutes, days)) or (minutes and days):
        raise refused("Give either minutes_before or days_before, as a whole number.")
    if given.get("of", "due") not in ("due", "start", None):
        raise refused("Count from “due” or “start”.")
    day = read_day(str(given["date"]), "reminders") if given.get("date") else None
    clock = read_clock(given.get("time"))
    if (day and (clock is None or minutes or days)) or (minutes and clock):
        raise refused("A date needs a time beside it, and nothing to count before; minutes need no time.")
    return Moment(minutes, days, given.get("of") or "due", day, clock)


def read_clock(text: Any) -> time | None:
    if not text:
        return None
    try:
        clock = time.fromisoformat(str(text))
    except ValueError:
        raise refused(_("“{time}” is not a time. Write it like 17:00.", time=str(text)[:20])) from None
    if clock.tzinfo is not None:
        raise refused("Write the time without a zone, like 17:00.")
    return clock.replace(second=0, microsecond=0)


def refused(reason: str) -> Invalid:
    return Invalid({"reminders": [reason]})
