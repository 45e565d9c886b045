"""What the rules of the grammar read from: tokens, their meanings, the writer's clock, and a count of the steps."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Literal, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from app.words.tokens import NARROW, Token
from app.words.vocabulary import Meaning, Vocabulary

T = TypeVar("T")
Order = Literal["mdy", "dmy"]
Evidence = Literal["sure", "after", "end", "beside", "moment", "day", "behind_day", "behind_repeat"]
"""What a phrase needs around it to be meant as one: nothing; no plain word after it; that, at the end of the line;
another understood phrase beside it; a day or a time; a day; a day before it and no plain word after it; a repeat."""
OPENING = "([{«“„—–"
FIRST_PICTURE = "\u231a"
JOINERS = "\ufe0f\u200d"
JOINTS = ",;"
SHORTEST_BEFORE_CLOCK = 3
CLOSING = ")]}»”,.;:!?…"


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: their moment, their zone, how they order numeric dates, and their language."""

    now: datetime
    zone: ZoneInfo
    order: Order = "mdy"
    language: str = "en"

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


class Found(NamedTuple, Generic[T]):
    """What a rule read, up to the token `end`, and the evidence it needs."""

    value: T
    end: int
    evidence: Evidence = "sure"


@dataclass(frozen=True, slots=True)
class Refused:
    """A phrase that means something which cannot be honoured, and why."""

    reason: str


class Cursor:
    """Reads tokens by index and never moves by itself; every look at a token is a step."""

    def __init__(self, tokens: Sequence[Token], words: Vocabulary, writer: Writer) -> None:
        self.tokens, self.words, self.writer = tokens, words, writer
        self.steps = 0
        self._meanings: dict[int, list[Meaning]] = {}
        self._opens = opening(tokens)

    def meanings(self, at: int) -> list[Meaning]:
        self.steps += 1
        if at not in self._meanings:
            self._meanings[at] = self.words.meanings(self.tokens, at)
        return self._meanings[at]

    def take(self, at: int, *categories: str) -> Found[Any] | None:
        """Return the longest phrase at this token that belongs to one of the categories."""
        for meaning in self.meanings(at):
            if meaning.category in categories:
                return Found(meaning.value, meaning.end)
        return None

    def skip(self, at: int, *categories: str) -> int:
        """Return the token behind such a phrase, or this one where there is none."""
        found = self.take(at, *categories)
        return found.end if found else at

    def has(self, at: int, *categories: str) -> bool:
        return self.take(at, *categories) is not None

    def sign(self, at: int, signs: str) -> bool:
        """Say whether the token is one of these characters."""
        self.steps += 1
        return at < len(self.tokens) and not self.tokens[at].plain and self.tokens[at].key in signs

    def digits(self, at: int, most: int = 4) -> str:
        """Return the digits at this token; nothing where there are none, or too many."""
        self.steps += 1
        if at >= len(self.tokens) or self.tokens[at].plain or not self.tokens[at].is_number:
            return ""
        text = self.tokens[at].text
        return text.translate(NARROW) if len(text) <= most else ""

    def glued(self, at: int) -> bool:
        """Say whether the token stands directly behind the one before."""
        return at < len(self.tokens) and not self.tokens[at].spaced

    def opens(self, at: int) -> bool:
        """Say whether a phrase may begin here: not inside a word, an address or a number."""
        return self._opens[at] or self.is_glued_clock(at)

    def closes(self, at: int) -> bool:
        """Say whether a phrase may end before this token."""
        if self.is_glued_clock(at):
            return True
        while at < len(self.tokens) and not self.tokens[at].spaced:
            self.steps += 1
            if self.tokens[at].text in JOINTS and at + 1 < len(self.tokens) and self._opens[at + 1]:
                return True
            if self.tokens[at].text not in CLOSING:
                return self.tokens[at].text == "—" or is_picture(self.tokens[at].text)
            at += 1
        return True

    def is_glued_clock(self, at: int) -> bool:
        """Say whether a time stands directly behind a word, as phones write it: fri5pm, lunch12:30."""
        if not (self.glued(at) and self.tokens[at].is_number and self.glued(at + 1) and at):
            return False
        before, mark = self.tokens[at - 1], self.tokens[at + 1]
        if not before.is_word or len(before.text) < SHORTEST_BEFORE_CLOCK or not self.digits(at):
            return False
        return (len(mark.text) > 1 and self.has(at + 1, "glued_half")) or (
            self.sign(at + 1, ":") and self.glued(at + 2) and len(self.digits(at + 2, 2)) == 2
        )

    def is_free(self, at: int) -> bool:
        """Say whether no plain word or number follows: nothing, a sign, or a word such as `with`."""
        if at >= len(self.tokens):
            return True
        token = self.tokens[at]
        if token.is_word or token.is_number:
            return self.has(at, "stop", "and")
        return token.text in CLOSING or token.spaced

    def behind(self, at: int, *categories: str) -> bool:
        """Say whether the word before this token, with its dot if it is cut, belongs to one of the categories."""
        at -= 2 if self.sign(at - 1, ".") and self.glued(at - 1) else 1
        return at >= 0 and not self.tokens[at].plain and self.has(at, *categories)

    def closed(self, found: Found[T] | None) -> Found[T] | None:
        """Return what was found if a phrase may end there."""
        return found if found and self.closes(found.end) else None


def is_picture(text: str) -> bool:
    """Say whether this is an emoji, which phones put behind words without a space."""
    return text in JOINERS or (text >= FIRST_PICTURE and unicodedata.category(text[0]) in ("So", "Sk"))


def opening(tokens: Sequence[Token]) -> list[bool]:
    """Say of each token whether a phrase may begin there: behind space, a bracket, or a comma that ends a word."""
    opens: list[bool] = []
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else None
        if token.spaced or before is None:
            opens.append(True)
        elif before.text in JOINTS:
            opens.append(at > 1 and (tokens[at - 2].is_word or token.is_word))
        elif is_picture(before.text):
            opens.append(True)
        else:
            opens.append(before.text in OPENING and opens[at - 1])
    return opens


Rule = Callable[[Cursor, int], Found[Any] | None]


def longest(c: Cursor, at: int, rules: Sequence[Rule]) -> Found[Any] | None:
    """Return the longest of what these rules find; their order matters only between equals."""
    best: Found[Any] | None = None
    for rule in rules:
        found = c.closed(rule(c, at))
        if found and (best is None or found.end > best.end):
            best = found
    return best
