"""Phrases put together: one due date from a day here and a time there, one repeat, a reason for what is too much."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from app.dates import LAST_YEAR, Due
from app.repeats.occurrences import Repeat, is_past, next_day
from app.repeats.rules import NotARule
from app.words.clocks import Clock, settled
from app.words.cursor import Writer
from app.words.phrases import Phrase, Start
from app.words.reminders import Reminder
from app.words.repeated import Repeated
from app.words.when import When

ONE = {
    "project": "A task is in one project.",
    "priority": "A task has one priority.",
    "repeat": "A task has one repeat.",
    "start": "A task has one start.",
    "day": "A task has one due date.",
    "clock": "A task has one time.",
}


A_DAY = timedelta(days=1)


@dataclass(slots=True)
class Settled:
    """What the phrases say together; `kept` are those that are taken, `refused` those that stay text, with why."""

    due: Due | None = None
    says_day: bool = False
    start: date | None = None
    repeat: Repeat | None = None
    reminders: list[Reminder] = field(default_factory=list)
    kept: list[Phrase] = field(default_factory=list)
    refused: list[tuple[Phrase, str]] = field(default_factory=list)


def settle(phrases: list[Phrase], writer: Writer) -> Settled:
    """Return what is due when, and which phrases say it."""
    done = Settled()
    for phrase in phrases:
        if phrase.kind == "refused":
            done.refused.append((phrase, phrase.value.reason))
    for kind in ("project", "priority", "repeat", "start"):
        keep_first(phrases, kind, done)
    done.kept += [phrase for phrase in phrases if phrase.kind in ("label", "person")]
    dues = chosen_dues([phrase for phrase in phrases if phrase.kind == "due"], done)
    repeated = next((phrase for phrase in done.kept if phrase.kind == "repeat"), None)
    if repeated:
        dues = agreeing(dues, repeated.value, done)
    begun = next((phrase for phrase in done.kept if phrase.kind == "start"), None)
    start: Start | None = begun.value if begun else None
    when = together([phrase.value for phrase in dues])
    if start and start.due and when.day is None:
        when = replace(when, day=start.due)
    done.says_day = when.day is not None or when.whole
    if repeated:
        settle_repeat(done, repeated, when, start, writer)
    else:
        done.due = due_of(when, writer) if when != When() else None
        done.start = start.day if start else None
    done.kept += dues
    settle_reminders(phrases, done, writer)
    return done


def keep_first(phrases: list[Phrase], kind: str, done: Settled) -> None:
    of_kind = [phrase for phrase in phrases if phrase.kind == kind]
    done.kept += of_kind[:1]
    done.refused += [(other, ONE[kind]) for other in of_kind[1:]]


def chosen_dues(dues: list[Phrase], done: Settled) -> list[Phrase]:
    """Keep one phrase with a day and those with times that do not contradict: led by `due` first, then the last."""
    with_day = [phrase for phrase in dues if phrase.value.day]
    best = next((phrase for phrase in reversed(with_day) if phrase.led), with_day[-1] if with_day else None)
    hard = [phrase for phrase in dues if not phrase.value.day and phrase.value.clock and not phrase.value.clock.part]
    exact = best is not None and best.value.clock is not None and not best.value.clock.part
    clock = None if exact or not hard else next((one for one in reversed(hard) if one.led), hard[-1])
    soft = [phrase for phrase in dues if not phrase.value.day and (not phrase.value.clock or phrase.value.clock.part)]
    kept = [best, clock, *soft[:1]]
    for phrase in dues:
        if phrase not in kept:
            done.refused.append((phrase, ONE["day" if phrase.value.day else "clock"]))
    return [phrase for phrase in dues if phrase in kept]


def agreeing(dues: list[Phrase], said: Repeated, done: Settled) -> list[Phrase]:
    """Return the phrases that say no other time and no other day than the repeat: not the tue of `every mon, tue`."""
    other: dict[int, str] = {}
    typed = [phrase for phrase in dues if phrase.end > phrase.start]  # what a task has is only where to begin
    has_time = any(clock and not clock.part for clock in (said.clock, said.ends.clock))
    for phrase in typed:
        day, clock = phrase.value.day, phrase.value.clock
        if clock and not clock.part and has_time:
            other[phrase.start] = ONE["clock"]
        elif day and said.rule.names_its_days and next_day(replace(said.rule, interval=1), day, day - A_DAY) != day:
            other[phrase.start] = ONE["day"]
    done.refused += [(phrase, other[phrase.start]) for phrase in dues if phrase.start in other]
    return [phrase for phrase in dues if phrase.end == phrase.start or phrase.start not in other]


def together(parts: list[When]) -> When:
    """Return one moment; a time goes before a part of the day, which says whether morning or evening is meant."""
    clocks = [part.clock for part in parts if part.clock]
    hard = next((clock for clock in clocks if not clock.part), None)
    soft = next((clock for clock in clocks if clock.part), None)
    if hard and soft and hard.open:
        hard = replace(hard, time=settled(hard.time, soft.part))
    return When(next((part.day for part in parts if part.day), None), hard or soft, any(part.whole for part in parts))


def due_of(when: When, writer: Writer) -> Due:
    """Return the due date: a time without a day is the next such time, a part of today that is over the whole day."""
    day = when.day or writer.today
    if when.clock is None:
        return Due(day)
    due = at_clock(day, when.clock, writer)
    if is_past(due, writer.now, writer.zone):
        if when.day is None and not when.whole:
            return replace(due, date=day + timedelta(days=1))
        if when.clock.part and day == writer.today:
            return Due(day)
    return due


def at_clock(day: date, clock: Clock | None, writer: Writer) -> Due:
    if clock is None:
        return Due(day)
    return Due(day, clock.time, None if clock.local else writer.zone.key)


def settle_repeat(done: Settled, phrase: Phrase, when: When, start: Start | None, writer: Writer) -> None:
    """Name the days of the repeat and find its first one, from the start or due day that was said, or today."""
    said: Repeated = phrase.value
    clock = together([When(clock=clock) for clock in (said.clock, said.ends.clock, when.clock)]).clock
    base = said.ends.start or when.day
    if base is None and start:
        base = start.day
    elif start:
        done.start = start.day
    try:
        repeat = first_repeat(said, base, clock, writer)
    except (NotARule, OverflowError, ValueError):
        repeat = None
    if repeat is None:
        done.kept.remove(phrase)
        done.refused.append((phrase, "This repeat has no day: its end is before its first one."))
        done.due = due_of(when, writer) if when != When() else None
        done.start = start.day if start else None
        return
    done.repeat, done.due = repeat, at_clock(repeat.start, clock, writer)


def first_repeat(said: Repeated, base: date | None, clock: Clock | None, writer: Writer) -> Repeat | None:
    begin = base or writer.today
    rule = said.rule.starting(begin)
    if said.ends.length:
        last = said.ends.length.after(begin) - timedelta(days=1)
        rule = replace(rule, until=min(last, date(LAST_YEAR, 12, 31)))
    rule = replace(rule, until=said.ends.until or rule.until, count=said.ends.count)
    unbounded = replace(rule, count=None, interval=1)  # the rhythm begins with its first day
    first = next_day(unbounded, begin, begin - timedelta(days=1))
    if first and base is None and clock and is_past(at_clock(first, clock, writer), writer.now, writer.zone):
        first = next_day(unbounded, begin, first)
    if first is None:
        return None
    kept = replace(said.rule, until=rule.until) if said.completion else rule
    return Repeat(kept, first, "completion" if said.completion else "calendar")


def settle_reminders(phrases: list[Phrase], done: Settled, writer: Writer) -> None:
    for phrase in [phrase for phrase in phrases if phrase.kind == "reminder"]:
        faults = [fault for reminder in phrase.value if (fault := reminder_fault(reminder, done.due, done.start))]
        if faults:
            done.refused.append((phrase, faults[0]))
            continue
        done.kept.append(phrase)
        done.reminders += [on_a_day(reminder, done.due, writer) for reminder in phrase.value]


def reminder_fault(reminder: Reminder, due: Due | None, start: date | None) -> str | None:
    """Return why this cannot be reminded of, or None."""
    if reminder.is_before and reminder.of == "start" and start is None:
        return "There is no start to count from. Write for example “from monday”."
    if reminder.is_before and reminder.of == "due" and due is None:
        return "There is no due date to count from. Write for example “tomorrow 5pm”."
    if reminder.minutes and (reminder.of == "start" or (due and due.time is None)):
        return "A whole day has no time to count from. Write “remind at 9am”, or give the task a time."
    return None


def on_a_day(reminder: Reminder, due: Due | None, writer: Writer) -> Reminder:
    """Return the reminder with its day: that of the due date if there is one, else the next such time."""
    if reminder.is_before or reminder.day or due or reminder.time is None:
        return reminder
    found = due_of(When(clock=Clock(reminder.time)), writer)
    return replace(reminder, day=found.date)
