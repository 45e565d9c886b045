"""A filter cut into its signs and words, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.translation.speaking import _, later

SIGNS = "(),"
LONGEST_NAME = 20
A_WORD, A_CONDITION, A_NAME = later("a word"), later("field:value"), later("a name")
DESCRIBED = (A_WORD, A_CONDITION, A_NAME)
"""What could stand somewhere, where this is no word of the language."""
QUOTES = {'"': '"', "“": "”", "„": "“”"}
"""What opens a quote, and what closes it: phones put typographic ones."""
STOPS = SIGNS + "".join(QUOTES)


class Mistake(ValueError):
    """The filter cannot be understood at [position : position + length]; `expected` is what could stand there."""

    def __init__(self, position: int, length: int, reason: str, expected: tuple[str, ...] = ()) -> None:
        self.position, self.length, self.reason, self.expected = position, length, _(reason), expected
        super().__init__(self.reason)

    @property
    def possible(self) -> str:
        """What could stand there, as a sentence; empty where nothing could."""
        words = ", ".join(_(one) if one in DESCRIBED else one for one in self.expected)
        return _("Possible here: {words}.", words=words) if words else ""


@dataclass(frozen=True, slots=True)
class Token:
    """A sign, a bare word or a quoted text at [start:end]; `spaced` says that it stands apart from the one before."""

    kind: Literal["sign", "bare", "quoted", "end"]
    text: str
    start: int
    end: int
    spaced: bool = True


def tokenize(text: str) -> list[Token]:
    """Cut the text in one pass; raises Mistake where a quote is not closed. A field is a sign that ends with “:”."""
    tokens: list[Token] = []
    at, spaced, in_values = 0, True, False
    while at < len(text):
        if text[at].isspace():
            at, spaced = at + 1, True
            continue
        in_values = bool(tokens) and not spaced and (in_values or is_field(tokens[-1]))
        token = next_token(text, at, spaced, in_values=in_values)
        tokens.append(token)
        at, spaced = token.end, False
    tokens.append(Token("end", "", len(text), len(text)))
    return tokens


def is_field(token: Token) -> bool:
    return token.kind == "sign" and token.text.endswith(":")


def next_token(text: str, at: int, spaced: bool, *, in_values: bool) -> Token:
    if text[at] in SIGNS:
        return Token("sign", text[at], at, at + 1, spaced)
    if text[at] in QUOTES:
        return quoted(text, at, spaced)
    if text[at] == "-" and spaced_before(text, at) and at + 1 < len(text) and not text[at + 1].isspace():
        return Token("sign", "-", at, at + 1, spaced)
    end = at
    while end < len(text) and text[end] not in STOPS and not text[end].isspace():
        end += 1
        if text[end - 1] == ":" and not in_values and names_a_field(text, at, end):
            return Token("sign", text[at:end], at, end, spaced)
    return Token("bare", text[at:end], at, end, spaced)


def spaced_before(text: str, at: int) -> bool:
    """Say whether a minus here negates: at the start, behind space, a bracket or another minus."""
    return at == 0 or text[at - 1].isspace() or text[at - 1] in "(-"


def names_a_field(text: str, start: int, end: int) -> bool:
    """Say whether text[start:end] is letters and a colon, and not the start of a web address."""
    if not 1 < end - start <= LONGEST_NAME + 1:
        return False
    name = text[start : end - 1]
    return name.isascii() and name.isalpha() and not text.startswith("//", end)


def quoted(text: str, at: int, spaced: bool) -> Token:
    """Read up to the closing quote; a backslash keeps the character behind it."""
    inner: list[str] = []
    end = at + 1
    closing = QUOTES[text[at]]
    while end < len(text) and text[end] not in closing:
        if text[end] == "\\" and end + 1 < len(text):
            end += 1
        inner.append(text[end])
        end += 1
    if end >= len(text):
        raise Mistake(at, len(text) - at, "This quote is not closed.", (closing[0],))
    return Token("quoted", "".join(inner), at, end + 1, spaced)
