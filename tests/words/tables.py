"""The tables of quick add, and what was read in the words of the tables."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from app.dates import Due
from app.repeats.occurrences import Repeat
from app.words.asking import Answer
from app.words.cursor import Writer
from app.words.names import Name, Names
from app.words.reading import Reading
from app.words.reminders import Reminder
from tests import tables
from tests.tables import Pairs

FOLDER = Path(__file__).parent / "cases"
ZONE = ZoneInfo("Europe/Berlin")
WEDNESDAY = datetime(2026, 3, 4, 10, 0, tzinfo=ZONE)
NAMES = Names(
    projects=(Name("Billing", 1), Name("Side jobs", 2), Name("Web", 3, also=("WEB",))),
    labels=(Name("finance", 1), Name("home", 2)),
    people=(Name("Ada Lovelace", 1, also=("ada@example.com",)), Name("Bob Stone", 2), Name("Bob Hill", 3)),
)


def writer(language: str = "en", order: str = "mdy", now: datetime = WEDNESDAY) -> Writer:
    return Writer(now, ZONE, "mdy" if order == "mdy" else "dmy", language)


def sections(name: str) -> dict[str, Pairs]:
    return tables.sections(FOLDER / f"{name}.txt")


def described(reading: Reading) -> str:
    """Return what a line was read as, in the words of the tables."""
    parts = [reading.title]
    parts += [f"due {day_and_time(reading.due)}"] if reading.due else []
    parts += [f"start {reading.start}"] if reading.start else []
    parts += [repeated(reading.repeat)] if reading.repeat else []
    parts += [reminded(reminder) for reminder in reading.reminders]
    parts += [f"#{reading.project.name}"] if reading.project else []
    parts += [f"@{name.name}" for name in reading.labels]
    parts += [f"+{name.name}" for name in reading.people]
    parts += [f"!{reading.priority}"] if reading.priority else []
    parts += [f"// {reading.description}"] if reading.description else []
    parts += [f"no: {reading.text[refusal.start : refusal.end]}" for refusal in reading.refusals]
    return " | ".join(parts)


def answered(answer: Answer) -> str:
    """Return an answer about a phrase in the words of the tables."""
    if answer.refused:
        return "no"
    day = day_and_time(answer.due) if answer.due else ""
    return f"{day} | {repeated(answer.repeat)}" if answer.repeat else day


def day_and_time(due: Due) -> str:
    clock = f" {due.time:%H:%M}" if due.time else ""
    return f"{due.date:%a} {due.date}{clock}{' floating' if due.kind == 'floating' else ''}"


def repeated(repeat: Repeat) -> str:
    return f"{repeat.rule}{' after completion' if repeat.anchor == 'completion' else ''}"


def reminded(reminder: Reminder) -> str:
    clock = f" {reminder.time:%H:%M}" if reminder.time else ""
    if reminder.minutes:
        return f"remind {reminder.minutes} min before {reminder.of}"
    if reminder.days:
        return f"remind {reminder.days} days before {reminder.of}{clock}"
    return f"remind{f' {reminder.day}' if isinstance(reminder.day, date) else ''}{clock}"
