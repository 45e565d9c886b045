"""A date as people type it into a field: `fri 17:00`, `in 3 days`; what the field shows is read as the same again."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from app.dates import Due, check_year
from app.errors import Invalid
from app.translation.speaking import _
from app.wording import MONTHS
from app.words.asking import NO_DAY, NOT_UNDERSTOOD, first
from app.words.cursor import Writer

LONGEST = 100
SHOWN = re.compile(rf"\d+ ({'|'.join(MONTHS)}) \d{{4}}( \d\d:\d\d)?")
"""What a field is filled with, in whatever language its reader writes."""

WRITE = "Write it like fri 17:00, in 3 days or 27 Nov."


def read_due_words(text: str, writer: Writer, zone: str | None = None) -> Due | None:
    """Return what is due when, None for an empty text; raises Invalid with the reason where it is not understood.

    A time is one of `zone`, by default the writer's own; an empty `zone` means wherever one is.
    """
    due = read_words(text, writer, "due")
    if due is None or due.zone is None or zone is None:
        return due
    return replace(due, zone=zone or None)


def read_day_words(text: str, writer: Writer, field: str = "start_on") -> date | None:
    """Return the day a text names, without a time; None for an empty one."""
    due = read_words(text, writer, field)
    if due is not None and due.time is not None:
        raise Invalid({field: ["Write a day without a time."]})
    return due.date if due else None


def read_words(text: str, writer: Writer, field: str) -> Due | None:
    words = " ".join(text.split())
    if not words:
        return None
    if len(words) > LONGEST:
        raise Invalid({field: [_("Use at most {most} characters.", most=LONGEST)]})
    answer = first(words, replace(writer, language="en") if SHOWN.fullmatch(words) else writer)
    if answer.due is None and writer.language != "en":  # which is what the hints are written in
        english = first(words, replace(writer, language="en"))
        answer = english if english.due else answer
    if answer.repeat is not None:
        raise Invalid({field: ["This repeats. Write a single date here."]})
    if answer.due is None:
        reason = answer.refused if answer.refused not in (None, NOT_UNDERSTOOD, NO_DAY) else ""
        raise Invalid({field: [_("“{words}” is not understood. {reason}", words=words[:40], reason=reason or WRITE)]})
    check_year(answer.due.date, field)
    return answer.due


def write_due(due: Due | None) -> str:
    """Return the words for a date field: `27 Nov 2026 17:00`."""
    if due is None:
        return ""
    return f"{write_day(due.date)}{f' {due.time:%H:%M}' if due.time else ''}"


def write_day(day: date | None) -> str:
    return f"{_('{day} {month}', day=day.day, month=_(MONTHS[day.month - 1]))} {day.year}" if day else ""
