"""Quick add: one typed line becomes a task. `read_line` is the one reader for page, API, mail, paste and import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.dates import Due
from app.translation.speaking import _
from app.words.cursor import Cursor, Writer
from app.words.names import Name, Names
from app.words.phrases import Phrase, read_phrases
from app.words.pieces import cut, title_of
from app.words.protecting import Span, description_start, full_quote, protected_spans
from app.words.reading import Piece, Reading, Refusal, repeat_json
from app.words.settling import Settled, settle
from app.words.tokens import tokenize
from app.words.vocabulary import vocabulary

LONGEST = 10_000
NO_NAMES = Names()


def read_line(text: str, writer: Writer, names: Names = NO_NAMES, plain: Sequence[Span] = ()) -> Reading:
    """Read a line; `plain` are the spans (start, end) that the writer has taken back. Never raises."""
    if len(text) > LONGEST:
        reason = _(
            "Use at most {most:,} characters; this has {number:,}. Nothing in it was read.",
            most=LONGEST,
            number=len(text),
        )
        return as_it_is(text, Refusal(0, len(text), reason))
    if not plain and (inner := full_quote(text)):
        return in_quotes(text, inner)
    return read(text, writer, names, plain)[0]


def read(text: str, writer: Writer, names: Names, plain: Sequence[Span]) -> tuple[Reading, int]:
    """Return the reading and the number of steps it took."""
    protected = sorted([*protected_spans(text), *plain])
    until = description_start(text, protected)
    c = Cursor(tokenize(text[:until], protected), vocabulary(writer.language), writer)
    settled = settle(read_phrases(c, names, text), writer)
    reading = put_together(text, until, c, settled)
    if not reading.title and text.strip():
        fault = Refusal(0, len(text), "A task needs a title, so these words are it.")
        reading = as_it_is(text, fault)
    return reading, c.steps


def as_it_is(text: str, *refusals: Refusal) -> Reading:
    pieces = [Piece(0, len(text))] if text else []
    return Reading(text, title=" ".join(text.split()), pieces=pieces, refusals=list(refusals))


def in_quotes(text: str, inner: str) -> Reading:
    """Return the words between the quotes, and the quotes as understood."""
    start = text.index(inner)
    pieces = [Piece(0, start, "quote"), Piece(start, start + len(inner)), Piece(start + len(inner), len(text), "quote")]
    return Reading(text, title=" ".join(inner.split()), pieces=pieces)


def put_together(text: str, until: int, c: Cursor, settled: Settled) -> Reading:
    reading = Reading(text, due=settled.due, start=settled.start, repeat=settled.repeat, reminders=settled.reminders)
    reading.says_day = settled.says_day
    kept = sorted(settled.kept, key=lambda phrase: phrase.start)
    for phrase in kept:
        add_name(reading, phrase)
    understood = [Piece(*span_of(c, phrase), phrase.kind, meaning(phrase, settled)) for phrase in kept]
    if until < len(text):
        understood.append(Piece(until, len(text), "description", text[until + 2 :].strip()))
    reading.pieces = cut(text, understood)
    reading.title = title_of(text, reading.pieces)
    reading.description = text[until + 2 :].strip()
    reading.refusals = sorted(
        (Refusal(*span_of(c, phrase), reason) for phrase, reason in settled.refused), key=lambda refusal: refusal.start
    )
    return reading


def add_name(reading: Reading, phrase: Phrase) -> None:
    value = phrase.value
    if phrase.kind == "project":
        reading.project = value
    elif phrase.kind == "priority":
        reading.priority = value.name
    elif phrase.kind == "label" and value not in reading.labels:
        reading.labels.append(value)
    elif phrase.kind == "person" and value not in reading.people:
        reading.people.append(value)


def span_of(c: Cursor, phrase: Phrase) -> Span:
    return c.tokens[phrase.start].start, c.tokens[phrase.end - 1].end


def meaning(phrase: Phrase, settled: Settled) -> Any:
    """Return what a piece came to, in plain values."""
    match phrase.kind:
        case "due":
            return described(settled.due)
        case "repeat":
            return repeat_json(settled.repeat, timed=bool(settled.due and settled.due.time))
        case "start":
            return phrase.value.day.isoformat()
        case "reminder":
            return [reminder.as_json() for reminder in phrase.value]
        case _:
            value: Name = phrase.value
            return value.name


def described(due: Due | None) -> dict[str, str | None] | None:
    return due.as_json() if due else None
