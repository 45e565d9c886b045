"""Phrases on their own, for those who try the grammar: which day they mean first, and which comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.dates import Due
from app.repeats.occurrences import Repeat, next_occurrence
from app.words.cursor import Cursor, Writer
from app.words.names import Names
from app.words.phrases import Phrase, read_phrases
from app.words.reading import repeat_json
from app.words.settling import Settled, settle
from app.words.tokens import tokenize
from app.words.vocabulary import vocabulary
from app.words.when import When

NOT_UNDERSTOOD = "This is not understood as a whole."
NO_REPEAT = "This is a day, not a repeat."
NO_DAY = "This says no day."
OVER = "This repeat is over."


@dataclass(frozen=True, slots=True)
class Answer:
    """A day and the repeat it belongs to, or why there is none."""

    due: Due | None = None
    repeat: Repeat | None = None
    refused: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "due": self.due.as_json() if self.due else None,
            "repeat": repeat_json(self.repeat, timed=bool(self.due and self.due.time)),
            "refused": self.refused,
        }


def first(phrase: str, writer: Writer) -> Answer:
    """Return the first day a phrase means: `next friday`, `every 3rd friday at 9`."""
    return answer(read_phrase(phrase, writer), writer)


def following(phrase: str, writer: Writer, due: Due | None = None) -> Answer:
    """Return when a task comes again that repeats so, was due then (by default first), and is finished now."""
    phrases = read_phrase(phrase, writer)
    if isinstance(phrases, list) and due is not None:
        phrases.append(Phrase("due", When(due.date), 0, 0, led=True))
    asked = answer(phrases, writer)
    if asked.refused or asked.repeat is None or asked.due is None:
        return asked if asked.refused else Answer(refused=NO_REPEAT)
    open_due = Due(due.date, due.time or asked.due.time, due.zone or asked.due.zone) if due else asked.due
    coming = next_occurrence(asked.repeat, open_due, writer.now, writer.zone)
    return Answer(coming, asked.repeat, None if coming else OVER)


def answer(phrases: list[Phrase] | str, writer: Writer) -> Answer:
    if isinstance(phrases, str):
        return Answer(refused=phrases)
    settled: Settled = settle(phrases, writer)
    if settled.refused:
        return Answer(refused=settled.refused[0][1])
    due = settled.due or (Due(settled.start) if settled.start else None)
    return Answer(due, settled.repeat) if due else Answer(refused=NO_DAY)


def read_phrase(phrase: str, writer: Writer) -> list[Phrase] | str:
    """Return the phrases of a text that is understood whole, or why it is not."""
    c = Cursor(tokenize(phrase), vocabulary(writer.language), writer)
    phrases = read_phrases(c, Names(), phrase)
    for found in phrases:
        if found.kind == "refused":
            return str(found.value.reason)
    covered = {at for found in phrases for at in range(found.start, found.end)}
    said = {at for at, token in enumerate(c.tokens) if token.is_word or token.is_number}
    return phrases if phrases and said <= covered else NOT_UNDERSTOOD
