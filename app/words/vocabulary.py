"""What the words of a language mean: phrases of one or more tokens, each with a category and a value."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.words.languages import KNOWN
from app.words.tokens import Token, key_of, tokenize

FOLDER = Path(__file__).parent / "languages"
UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue"}
"""German phones without umlauts write these."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What tokens up to `end` may mean, for instance ("weekday", 0)."""

    category: str
    value: Any
    end: int


@dataclass(slots=True)
class Branch:
    """The phrases that share a beginning."""

    meanings: list[tuple[str, Any]] = field(default_factory=list)
    longer: dict[str, Branch] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The phrases of one language and the few choices of its grammar."""

    language: str
    root: Branch
    choices: dict[str, Any]

    def meanings(self, tokens: Sequence[Token], at: int) -> list[Meaning]:
        """Return everything the tokens from `at` on may mean, the longest first; plain ones mean nothing."""
        found: list[Meaning] = []
        branch: Branch | None = self.root
        while branch and at < len(tokens) and not tokens[at].plain:
            branch = branch.longer.get(tokens[at].key)
            at += 1
            if branch:
                found[:0] = [Meaning(category, value, at) for category, value in branch.meanings]
        return found


@lru_cache
def vocabulary(language: str) -> Vocabulary:
    """Return the words of a language; of English where there are none."""
    name = language if language in KNOWN else "en"
    content = tomllib.loads((FOLDER / f"{name}.toml").read_text())
    root = Branch()
    for category, value, phrase in entries(content):
        for spelling in {phrase, spelled_out(phrase)}:
            insert(root, spelling, category, value)
    return Vocabulary(name, root, content["choices"])


def entries(content: dict[str, Any]) -> Iterator[tuple[str, Any, str]]:
    """Yield category, value and phrase: lists are words without a value, tables have one per key."""
    for category, phrases in content["words"].items():
        yield from ((category, True, phrase) for phrase in phrases)
    for category, table in content["values"].items():
        for value, phrases in table.items():
            yield from ((category, int(value) if value.lstrip("-").isdigit() else value, phrase) for phrase in phrases)
    if content["choices"].get("compounds"):
        yield from compounds(content["values"])


def compounds(values: dict[str, dict[str, list[str]]]) -> Iterator[tuple[str, Any, str]]:
    """Yield weekdays and parts of the day written as one word: Freitagabend."""
    for number, names in values["weekday"].items():
        for part, words in values["part"].items():
            yield from (("weekday_part", f"{number}/{part}", name + word) for name in names for word in words)


def insert(root: Branch, phrase: str, category: str, value: Any) -> None:
    branch = root
    for token in tokenize(phrase):
        branch = branch.longer.setdefault(token.key, Branch())
    if (category, value) not in branch.meanings:
        branch.meanings.append((category, value))


def spelled_out(phrase: str) -> str:
    """Return the phrase without umlauts, as phones without them write it."""
    for letter, letters in UMLAUTS.items():
        phrase = phrase.replace(letter, letters)
    return phrase


__all__ = ["Meaning", "Vocabulary", "key_of", "vocabulary"]
