"""One walk over the line: at each place the longest phrase that begins there, kept if its neighbours bear it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.words.amounts import amount
from app.words.clocks import clock
from app.words.cursor import Cursor, Evidence, Found, Refused, Rule, longest
from app.words.days import beyond, clock_list, clock_range, day, due, due_clock, glued_moment, iso_moment
from app.words.names import SIGNS, Names, named
from app.words.reminders import reminder
from app.words.repeated import Repeated
from app.words.repeats import repeat
from app.words.unclear import counted_without_unit, hours, maybe_tomorrow, number_behind_day, part_of_month, unknown_end
from app.words.weekdays import weekday_from
from app.words.when import When

LEADS = ("due", "on", "at", "every", "start", "remind", "in")


@dataclass(frozen=True, slots=True)
class Start:
    """The first day of the work, and its due day where both were said: from monday to friday."""

    day: date
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens [start:end] and what they mean; `led` says that a word such as `due` or `at` began it."""

    kind: str
    value: Any
    start: int
    end: int
    evidence: Evidence = "sure"
    led: bool = False


def read_phrases(c: Cursor, names: Names, text: str) -> list[Phrase]:
    """Return everything understood or refused, in order."""
    found: list[Phrase] = []
    at = 0
    while at < len(c.tokens):
        phrase = None if c.tokens[at].plain or not c.opens(at) else phrase_at(c, at, names, text)
        if phrase and phrase.kind:
            found.append(phrase)
        at = phrase.end if phrase else at + 1
    return [phrase for index, phrase in enumerate(found) if is_borne_out(c, found, index)]


def phrase_at(c: Cursor, at: int, names: Names, text: str) -> Phrase | None:
    """Return the phrase that begins here; one of no kind is text to be left alone as a whole."""
    token = c.tokens[at]
    if not (token.is_word or token.is_number or token.text in SIGNS or token.text == "~"):
        return None
    clock_sign = token.text == "@" and longest(c, at, (due_clock,))
    if not (clock_sign and clock_sign.evidence == "sure") and (name := named(c, at, names, text)):
        kind, value = name.value
        return Phrase("refused" if isinstance(value, Refused) else kind, value, at, name.end)
    best = longest(c, at, RULES)
    if best is None:
        return None
    led = c.has(at, *LEADS)
    if best.value is None or (not led and is_blocked(c, at)):
        return Phrase("", None, at, best.end)
    return Phrase(kind_of(best.value), best.value, at, best.end, best.evidence, led)


def kind_of(value: Any) -> str:
    match value:
        case Refused():
            return "refused"
        case Repeated():
            return "repeat"
        case Start():
            return "start"
        case When():
            return "due"
        case _:
            return "reminder"


def is_blocked(c: Cursor, at: int) -> bool:
    """Say whether the word before makes this part of a sentence: about monday, the 5pm train."""
    return at > 0 and not c.tokens[at - 1].plain and c.has(at - 1, "blocks")


def left_alone(c: Cursor, at: int) -> Found[None] | None:
    """Read what looks like a date and is none: last friday, 3 days ago, black friday."""
    if never := c.take(at, "never"):
        return Found(None, never.end)
    if last := c.take(at, "last"):
        named_so = c.take(last.end, "weekday", "weekday_maybe", "weekday_shy", "unit", "part", "month", "month_maybe")
        return Found(None, named_so.end) if named_so else None
    gone = c.take(at, "weekday", "unit")
    if gone and (last := c.take(gone.end, "last_after")):
        return Found(None, last.end)
    length = amount(c, c.skip(at, "ago_before"))
    ago = length and (c.take(length.end, "ago") or (c.has(at, "ago_before") and length))
    return Found(None, ago.end) if ago else None


def start(c: Cursor, at: int) -> Found[Start | Refused] | None:
    """Read from monday, start: 3 May, from monday to friday."""
    lead = c.take(at, "start")
    if not lead:
        return None
    begin = lead.end + (c.sign(lead.end, ":") and c.glued(lead.end))
    found = day(c, c.skip(begin, "on"))
    if not found:
        return None
    if isinstance(found.value, Refused):
        return Found(found.value, found.end)
    if found.value.day is None:
        return None
    if said := c.closed(clock(c, found.end)):
        return Found(Refused("A start is a day. Write the time with the due date."), said.end)
    to = c.take(found.end, "to", "until")
    last = c.closed(day(c, c.skip(to.end, "on"))) if to else None
    if last and isinstance(last.value, When) and last.value.day:
        return Found(Start(found.value.day, weekday_from(found.value.day, last.value.day)), last.end)
    return Found(Start(found.value.day), found.end, "sure" if found.evidence == "sure" else "after")


RULES: tuple[Rule, ...] = (
    left_alone,
    part_of_month,
    repeat,
    reminder,
    start,
    due,
    day,
    iso_moment,
    glued_moment,
    due_clock,
    clock_range,
    clock_list,
    beyond,
    number_behind_day,
    hours,
    counted_without_unit,
    maybe_tomorrow,
    unknown_end,
)


def is_borne_out(c: Cursor, phrases: Sequence[Phrase], index: int) -> bool:
    """Say whether what stands around a phrase is what it needs."""
    phrase = phrases[index]
    before = beside_it(c, phrases, index - 1, phrase)
    after = beside_it(c, phrases, index + 1, phrase)
    beside = bool(before or after)
    match phrase.evidence:
        case "after":
            return bool(after) or c.is_free(phrase.end) or (is_clock(phrase) and before is not None)
        case "end":
            at_end = phrase.end == len(c.tokens) or (c.closes(phrase.end) and not c.tokens[phrase.end].spaced)
            return beside or (at_end and not (phrase.start and c.has(phrase.start - 1, "subject")))
        case "beside":
            return beside
        case "moment":
            return any(says_day(other) or (other is not None and is_clock(other)) for other in (before, after))
        case "day":
            return says_day(before) or (says_day(after) and not is_bare_part(phrase))
        case "behind_day":
            return says_day(before) and c.is_free(phrase.end)
        case "behind_repeat":
            return before is not None and before.kind == "repeat"
        case _:
            return True


def beside_it(c: Cursor, phrases: Sequence[Phrase], index: int, phrase: Phrase) -> Phrase | None:
    """Return the understood phrase at this index if only a comma, or nothing, is between it and the other."""
    if not 0 <= index < len(phrases) or phrases[index].kind == "refused":
        return None
    other = phrases[index]
    first, second = (other, phrase) if other.start < phrase.start else (phrase, other)
    return other if touches(c, first.end, second.start) else None


def touches(c: Cursor, end: int, start: int) -> bool:
    return end == start or (end + 1 == start and c.tokens[end].text in ",;")


def is_clock(phrase: Phrase) -> bool:
    return isinstance(phrase.value, When) and phrase.value.day is None


def is_bare_part(phrase: Phrase) -> bool:
    """Say whether this is only `night`, which belongs to the day before it: game night every friday."""
    return not phrase.led and isinstance(phrase.value, When) and bool(phrase.value.clock and phrase.value.clock.part)


def says_day(phrase: Phrase | None) -> bool:
    if phrase is None:
        return False
    return phrase.kind == "repeat" or (isinstance(phrase.value, When) and (phrase.value.day is not None))
