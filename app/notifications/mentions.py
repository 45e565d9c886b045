"""Who is meant by `@Ben`, `@Ben Brown` or `@"Ben Brown"` in a text."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from itertools import islice
from typing import Protocol

CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.S)
AT = re.compile(r'(?<![\w@./])@(?:"(?P<quoted>[^"\n]{1,120})"|(?P<rest>\w[^\n@]{0,120}))')

MOST = 100
"""Different things behind an @ that are looked at: each is compared with everybody's name."""


class Named(Protocol):
    @property
    def id(self) -> uuid.UUID: ...

    @property
    def name(self) -> str: ...


def find_mentioned(text: str, people: Iterable[Named]) -> set[uuid.UUID]:
    """Return the ids of those named with an @; a first name counts where only one person has it, code never."""
    named = [(" ".join(person.name.casefold().split()), person.id) for person in people]
    said = dict.fromkeys(
        (" ".join((match["quoted"] or match["rest"]).casefold().split()), bool(match["quoted"]))
        for match in AT.finditer(CODE.sub(" ", text))
    )
    return set().union(*(meant(words, is_whole, named) for words, is_whole in islice(said, MOST)))


def meant(words: str, is_whole: bool, named: list[tuple[str, uuid.UUID]]) -> set[uuid.UUID]:
    """Return who has the longest full name the words begin with, or else the first name they begin with."""
    full = [(name, id) for name, id in named if (words == name if is_whole else begins_with(words, name))]
    if full:
        longest = max(len(name) for name, _ in full)
        return {id for name, id in full if len(name) == longest}
    first = [id for name, id in named if name and begins_with(words, name.split()[0])]
    return set(first) if len(first) == 1 else set()


def begins_with(words: str, name: str) -> bool:
    return bool(name) and words.startswith(name) and not words[len(name) : len(name) + 1].isalnum()
