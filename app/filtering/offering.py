"""What may be written next in a filter: fields by their first letters, and the values of the field one is in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.filtering.days import EXPECTED, PERIODS, WORDS
from app.filtering.fields import FIELDS, OTHER_NAMES, SETTINGS
from app.filtering.printing import is_plain_value, quote
from app.filtering.tokens import QUOTES

MOST = 8
DAYS = tuple(dict.fromkeys((*WORDS, *EXPECTED, *(period.name for period in PERIODS))))

NamesOf = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Offers:
    """Choices as (name, text to write) for what stands from `start`; a field is not taken for the word it may be."""

    start: int
    choices: list[tuple[str, str]]
    of_fields: bool = False


def offer(text: str, at: int, names_of: NamesOf) -> Offers | None:
    """Return what fits before `at`; None where nothing does, or it stands there already."""
    start, colon, last = place_of(text, at)
    if colon < 0:
        return offer_fields(text[start:at].lower(), start)
    typed = text[last + 1 : at].lstrip("".join(QUOTES)).casefold()
    field = text[start:colon].lower()
    known = values_of(OTHER_NAMES.get(field, field), names_of)
    if any(name.casefold() == typed for name, _ in known):
        return None
    fitting = [one for one in known if one[0].casefold().startswith(typed)]
    fitting += [one for one in known if one not in fitting and begins_a_word(one[0], typed)]
    choices = [(name, text[last] + written) for name, written in fitting[:MOST]]
    return Offers(last, choices) if choices else None


def place_of(text: str, at: int) -> tuple[int, int, int]:
    """Return where the condition begins that `at` stands in, its colon (-1: none), and the last colon or comma."""
    start, colon, last, closing = 0, -1, -1, ""
    for place, sign in enumerate(text[:at]):
        if closing:
            closing = "" if sign in closing else closing
        elif sign in QUOTES:
            closing = QUOTES[sign]
        elif sign.isspace() or sign in "()" or (sign == "-" and place == start):
            start, colon, last = place + 1, -1, -1
        elif sign == ":" and colon < 0:
            colon = last = place
        elif sign == "," and colon >= 0:
            last = place
    return start, colon, last


def offer_fields(typed: str, start: int) -> Offers | None:
    if not typed:
        return None
    names = [name for name in (*FIELDS, *SETTINGS) if name.startswith(typed)]
    names += [name for other, name in OTHER_NAMES.items() if other.startswith(typed) and name not in names]
    return Offers(start, [(f"{name}:", f"{name}:") for name in names], of_fields=True) if names else None


def values_of(name: str, names_of: NamesOf) -> list[tuple[str, str]]:
    """Return the values a field or setting takes, each as it is called and as it is written."""
    if name in SETTINGS:
        return [(word, word) for word in SETTINGS[name]]
    field = FIELDS.get(name)
    if field is None:
        return []
    empty = [("none", "none")] if field.can_be_empty else []
    if field.kind == "word":
        return [(word, word) for word in field.words]
    if field.kind == "day":
        return [(day, day) for day in DAYS] + empty
    me = [("me", "me")] if field.kind == "person" else []
    named = [(one, one if is_plain_value(one) and one.lower() not in ("me", "none") else quote(one))
             for one in names_of(name)]  # fmt: skip
    return me + named + empty


def begins_a_word(name: str, typed: str) -> bool:
    return any(word.startswith(typed) for word in name.casefold().split())
