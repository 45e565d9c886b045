"""The language that is spoken just now: of the request, or of who a mail is written to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from app.translation.catalogues import LOADED, SOURCE, catalogue, offered

LANGUAGE: ContextVar[str] = ContextVar("language", default=SOURCE)


def language() -> str:
    """Return the language that is spoken."""
    return LANGUAGE.get()


def speak(wanted: str) -> None:
    """Speak this language from now on, or English where Primo does not know it."""
    LANGUAGE.set(wanted if is_spoken(wanted) else SOURCE)


def is_spoken(wanted: str) -> bool:
    """Say whether pages can be shown in this language."""
    return wanted == SOURCE or wanted in offered() or wanted in LOADED


def spoken_for(wanted: Iterable[str]) -> str:
    """Return the first language of these that pages can be shown in, or English."""
    for one in (tag.split("-")[0].lower() for tag in wanted):
        if is_spoken(one):
            return one
    return SOURCE


@contextmanager
def speaking(wanted: str) -> Iterator[None]:
    """Speak this language for a while."""
    before = language()
    speak(wanted)
    try:
        yield
    finally:
        LANGUAGE.set(before)


def _(text: str, /, **values: Any) -> str:
    """Return the sentence in the language that is spoken, with its values filled in."""
    spoken = LANGUAGE.get()
    if spoken == SOURCE:
        return text.format_map(values) if values else text
    known = catalogue(spoken)
    said = known.say(text) if known else text
    return said.format_map({name: as_said(value) for name, value in values.items()}) if values else said


class Number(int):
    """A number that is written as the spoken language has it: `1.000`."""

    def __format__(self, spec: str) -> str:
        known = catalogue(LANGUAGE.get())
        return super().__format__(spec).replace(",", known.group if known else ",")


def as_said(value: Any) -> Any:
    return Number(value) if type(value) is int else value


def say_decimal(number: float) -> str:
    """Return the number with one decimal: `1.4`."""
    known = catalogue(LANGUAGE.get())
    return f"{number:.1f}".replace(".", known.decimal if known else ".")


def later(text: str, /) -> str:
    """Mark a text for the catalogue that `_` says where it is used; of use where it does not read like a sentence."""
    return text


def counted(one: str, many: str, number: int, /, **values: Any) -> str:
    """Return the sentence that fits the number, which it may hold as `{number}`."""
    known = catalogue(language())
    said = known.of(one, many, number) if known else one if number == 1 else many
    return said.format_map({"number": f"{Number(number):,}"} | values)
