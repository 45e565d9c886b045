"""The repeat that somebody asks for, in words or as an RRULE, and what it comes to for a task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.dates import Due, read_day
from app.errors import Invalid
from app.repeats.kept import Kept
from app.repeats.occurrences import Repeat, days
from app.repeats.rules import NotARule, read_rule
from app.repeats.wording import phrase_of
from app.tasks.names import writer_of
from app.texts import one_line
from app.translation.catalogues import SOURCE
from app.translation.speaking import _, language, speaking
from app.words.asking import NOT_UNDERSTOOD, Answer, answer, read_phrase
from app.words.cursor import Writer
from app.words.phrases import Phrase
from app.words.when import When
from app.workspaces.viewer import Viewer

LONGEST = 200
ANCHORS = ("calendar", "completion")
HELP = "Write how often, such as “every monday” or “every 2 weeks”."
OVER = "This repeat is over before it begins."


@dataclass(frozen=True, slots=True)
class Wish:
    """Words or an RRULE; what is None stays as it is, or as the words say."""

    text: str = ""
    anchor: str | None = None
    start: date | None = None
    with_subtasks: bool | None = None


def read_repeat(value: Any) -> Wish | Kept | None:
    """Take words, an RRULE, `{rule, anchor, start, with_subtasks}`, or nothing, which ends the repeat."""
    if value is None or isinstance(value, Kept | Wish):
        return value
    if isinstance(value, str):
        return Wish(read_words(value)) if value.strip() else None
    if not isinstance(value, Mapping) or value.keys() - {"rule", "anchor", "start", "with_subtasks"}:
        raise Invalid({"repeat": [HELP]})
    anchor, asked = value.get("anchor"), value.get("with_subtasks")
    if anchor not in (None, *ANCHORS):
        raise Invalid({"repeat": [_("Choose one of: {anchors}.", anchors=", ".join(ANCHORS))]})
    start = read_day(str(value["start"]), "repeat") if value.get("start") else None
    return Wish(read_words(value.get("rule") or ""), anchor, start, None if asked is None else asked is True)


def read_words(value: Any) -> str:
    if not isinstance(value, str):
        raise Invalid({"repeat": [HELP]})
    if len(value) > LONGEST:
        raise Invalid({"repeat": [_("Use at most {most} characters.", most=LONGEST)]})
    return one_line(value)


def words_of(kept: Kept) -> str:
    """Return the text that a field shows: words that are read as the same rule, else the rule itself."""
    begin = datetime.combine(kept.repeat.start, time(), UTC)
    for spoken in dict.fromkeys((language(), SOURCE)):
        with speaking(spoken):
            words = phrase_of(kept)
        found = read_words_of_a_repeat(words, kept.repeat.start, Writer(begin, ZoneInfo("UTC"), "dmy", spoken))
        if found.repeat and found.repeat.rule == kept.rule:
            return words
    return kept.rule.text()


def fulfil(
    values: dict[str, Any], *, by: Viewer, at: datetime, due: Due | None = None, now: Kept | None = None
) -> dict[str, Any]:
    """Return the values with the repeat as it is kept, and the due date that is its first day. Raises Invalid.

    `due` and `now` are what the task has; a repeat that is asked for again stays in its rhythm.
    """
    wish = values.get("repeat")
    if not isinstance(wish, Wish):
        return values
    due = values.get("due", due)
    if not wish.text and now is None:
        raise Invalid({"repeat": [HELP]})
    kept = now if not wish.text else None
    first = due
    if kept is None:
        kept, first = read_wish(wish, due, writer_of(by, at))
        if now and (now.rule, now.anchor) == (kept.rule, kept.anchor) and not wish.start and due:
            kept, first = now, due
    told = kept.with_subtasks if now is None else now.with_subtasks
    kept = replace(kept, with_subtasks=told if wish.with_subtasks is None else wish.with_subtasks)
    return {**values, "repeat": kept, "due": first or Due(kept.slot)}


def read_wish(wish: Wish, due: Due | None, writer: Writer) -> tuple[Kept, Due]:
    """Return the repeat and its first due date: the task's own where it fits the rule, else the first one to come."""
    found = begin(wish, due, writer)
    if found.repeat is None and writer.language != "en":
        said, writer = found, replace(writer, language="en")  # which is what fields are filled with
        found = begin(wish, due, writer)
        found = found if found.repeat else said
    if due and found.due and found.due.date != due.date and found.due.date < writer.today:
        found = begin(wish, replace(due, date=writer.today), writer)
    if found.repeat is None or found.due is None:
        raise Invalid({"repeat": [found.refused or HELP]})
    clock = found.due if found.due.time or not due else replace(due, date=found.due.date)
    zone = clock.zone or writer.zone.key
    return Kept(found.repeat, zone, found.repeat.start), clock


def begin(wish: Wish, due: Due | None, writer: Writer) -> Answer:
    if "=" in wish.text:
        return begin_rule(wish, due, writer)
    found = read_words_of_a_repeat(wish.text, wish.start or (due.date if due else None), writer)
    if found.repeat and wish.anchor:
        found = replace(found, repeat=replace(found.repeat, anchor=wish.anchor))  # type: ignore[arg-type]  # one of ANCHORS
    return found


def begin_rule(wish: Wish, due: Due | None, writer: Writer) -> Answer:
    """Read an RRULE; it counts from the start that is given, else from its first day from the due date on."""
    try:
        rule = read_rule(wish.text)
    except NotARule as fault:
        return Answer(refused=str(fault))
    if wish.anchor == "completion" and rule.count:
        return Answer(refused="A repeat that counts from completion ends on a day, not after a number of times.")
    base = wish.start or (due.date if due else writer.today)
    if wish.start:
        first = next(days(rule, wish.start, wish.start, wish.start + timedelta(days=366 * 9)), None)
        kept = Kept(Repeat(rule.starting(wish.start), wish.start), writer.zone.key, first) if first else None
    else:
        kept = Kept(Repeat(rule.starting(base), base), writer.zone.key, base).begun_on(base)
    if kept is None:
        return Answer(refused=OVER)
    repeat = replace(kept.repeat, rule=rule, anchor="completion") if wish.anchor == "completion" else kept.repeat
    return Answer(Due(kept.slot), repeat)


def read_words_of_a_repeat(text: str, base: date | None, writer: Writer) -> Answer:
    """Read `every 2 weeks`; `every` itself may be left out."""
    found = read_with_day(text, base, writer)
    if found.repeat is None:
        with_every = read_with_day(f"every {text}", base, writer)
        found = with_every if with_every.repeat or not found.refused else found
    if found.repeat is None:
        return Answer(refused=HELP if found.refused in (None, NOT_UNDERSTOOD) else found.refused)
    return found


def read_with_day(text: str, base: date | None, writer: Writer) -> Answer:
    phrases = read_phrase(text, writer)
    if isinstance(phrases, list) and base is not None and not any(one.kind == "due" for one in phrases):
        phrases.append(Phrase("due", When(base), 0, 0, led=True))
    return answer(phrases, writer)
