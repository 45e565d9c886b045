"""A line cut into words, numbers and signs, each with its place, so that nothing typed is ever lost."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

APOSTROPHES = "'’"
DIGITS = "0123456789０１２３４５６７８９"
NARROW = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign at [start:end]; `spaced` says that white space, or nothing, stands before it."""

    text: str
    key: str
    start: int
    end: int
    spaced: bool
    plain: bool = False

    @property
    def is_number(self) -> bool:
        return self.text[0] in DIGITS

    @property
    def is_word(self) -> bool:
        return is_letter(self.text[0])


def tokenize(text: str, plain: Sequence[tuple[int, int]] = ()) -> list[Token]:
    """Cut the text; tokens that touch a `plain` span (start, end) are marked as such. One pass."""
    marked = sorted(plain)
    tokens: list[Token] = []
    at, spaced, span = 0, True, 0
    while at < len(text):
        if text[at].isspace():
            at, spaced = at + 1, True
            continue
        end = end_of_token(text, at)
        while span < len(marked) and marked[span][1] <= at:
            span += 1
        is_plain = span < len(marked) and marked[span][0] < end
        tokens.append(Token(text[at:end], key_of(text[at:end]), at, end, spaced, is_plain))
        at, spaced = end, False
    return tokens


def end_of_token(text: str, at: int) -> int:
    """Return where the run of digits or letters ends that starts here; other characters stand alone."""
    end = at + 1
    if text[at] in DIGITS:
        while end < len(text) and text[end] in DIGITS:
            end += 1
    elif is_letter(text[at]):
        while end < len(text) and (is_letter(text[end]) or is_inner_apostrophe(text, end)):
            end += 1
    return end


def is_letter(character: str) -> bool:
    """Say whether this belongs to words: letters, the marks on them, and digits of other scripts."""
    return character.isalpha() or (unicodedata.category(character)[0] in "MN" and character not in DIGITS)


def is_inner_apostrophe(text: str, at: int) -> bool:
    return text[at] in APOSTROPHES and at + 1 < len(text) and text[at + 1].isalpha()


@lru_cache(maxsize=4096)
def key_of(word: str) -> str:
    """Return what a word is looked up by: small letters without accents, with a plain apostrophe."""
    if word.isascii():
        return word.lower()
    spread = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    return "".join(c for c in spread if not unicodedata.combining(c))
