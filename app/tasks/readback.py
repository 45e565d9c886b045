"""What is said of a new task: what its words were read as, and which of them stay its title and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from app.reminders.wording import say_moment
from app.repeats.wording import say_inside
from app.tasks.models import Task
from app.tasks.pasting import Pasted
from app.tasks.understanding import Understood
from app.translation.catalogues import SOURCE
from app.translation.speaking import _, language
from app.wording import count, say_day, say_due

MOST_REFUSALS = 2


def say_created(made: Pasted, zone: ZoneInfo, now: datetime, *, also: str = "") -> str:
    """Return a few sentences, `also` among them, or nothing where there were only titles."""
    spoken = [one for one in made.understood if one.says_more]
    if not made.tasks or not (spoken or also):
        return ""
    if len(made.tasks) > 1:
        tasks, lines = count(len(made.tasks), "task"), count(len(spoken), "line")
        read = _("{tasks} added, {lines} read for dates and names.", tasks=tasks, lines=lines)
        said = read if spoken else _("{tasks} added.", tasks=tasks)
    else:
        title = cut_off(made.tasks[0].title, 60)
        facts = ", ".join(fact for one in spoken for fact in say_facts(made.tasks[0], one, zone, now))
        told = _("“{title}” added: {facts}.", title=title, facts=facts)
        said = told if facts else _("“{title}” added.", title=title)
    return " ".join([said, *say_refusals(spoken), *([also] if also else [])])


def say_planned(task: Task, zone: ZoneInfo, now: datetime) -> str:
    """Return when the next occurrence is due, or that it was taken back."""
    if task.trashed_at:
        return _("The next one, {ref}, is in the trash", ref=task.ref)
    return _("It comes again {day}", day=say_due(task.due, zone, now)) if task.due else _("It comes again")


def say_facts(task: Task, understood: Understood, zone: ZoneInfo, now: datetime) -> Iterator[str]:
    """Yield what the words came to."""
    reading, today = understood.reading, now.astimezone(zone).date()
    if task.due and reading.due:
        yield _("due {day}", day=say_due(task.due, zone, now))
    if task.repeat:
        yield _("repeats {often}", often=say_inside(task.repeat))
    if reading.start:
        yield _("from {day}", day=say_day(reading.start, today))
    yield from (_("remind {moment}", moment=lower_first(say_moment(one, today))) for one in reading.reminders)
    if reading.priority:
        yield _("{priority} priority", priority=_(reading.priority))
    if reading.project:
        yield _("in {project}", project=understood.project.name)
    yield from (f"@{one.name}" for one in reading.labels)
    yield from (one.name for one in reading.people)
    if reading.description:
        yield _("with a description")


def say_refusals(spoken: list[Understood]) -> Iterator[str]:
    """Yield why words stay in the title; of many the first few, each reason once."""
    reasons: dict[str, str] = {}
    for one in spoken:
        for no in one.refusals:
            reasons.setdefault(_(no.reason), one.reading.text[no.start : no.end])
    for reason, words in list(reasons.items())[:MOST_REFUSALS]:
        why = reason if language() != SOURCE else f"{reason[0].lower()}{reason[1:]}"
        yield _("“{words}” stays in the title: {why}", words=cut_off(words.strip(), 40), why=why)


def lower_first(text: str) -> str:
    """Return the text as it stands inside a sentence; names of days and months keep their capitals."""
    return text[:1].lower() + text[1:] if text.startswith(("At ", "When ")) else text


def cut_off(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
