"""What each language says for an English sentence, read from `translations/<language>.po`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

SOURCE = "en"
FOLDER = Path(__file__).resolve().parents[2] / "translations"


class Catalogue(NamedTuple):
    """The sentences of one language by the English ones; of plural ones a sentence for each form."""

    sentences: Mapping[str, str]
    plurals: Mapping[str, tuple[str, ...]]
    group: str = ","
    decimal: str = "."

    def say(self, text: str) -> str:
        return self.sentences.get(text) or text

    def of(self, one: str, many: str, number: int) -> str:
        forms = self.plurals.get(one) or (one, many)
        return forms[min(0 if number == 1 else 1, len(forms) - 1)]


LOADED: dict[str, Catalogue] = {}
"""Catalogues that do not come from a file."""


def catalogue(language: str) -> Catalogue | None:
    """Return what a language says, or None for English and for languages that Primo does not speak."""
    return LOADED.get(language) or (read_catalogue(language) if language in offered() else None)


@lru_cache
def offered() -> tuple[str, ...]:
    """Return the languages that pages can be shown in besides English: each has a complete catalogue."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.po")))


def spoken_elsewhere() -> dict[str, Catalogue]:
    """Return the catalogues of all these languages."""
    return {language: read_catalogue(language) for language in offered()}


@lru_cache
def read_catalogue(language: str) -> Catalogue:
    from babel import numbers  # only who speaks another language pays for loading it
    from babel.messages.pofile import read_po

    with (FOLDER / f"{language}.po").open("rb") as file:
        entries = [entry for entry in read_po(file, locale=language) if entry.id and not entry.fuzzy]
    return Catalogue(
        {entry.id: str(entry.string) for entry in entries if isinstance(entry.id, str)},
        {entry.id[0]: tuple(entry.string or ()) for entry in entries if not isinstance(entry.id, str)},
        numbers.get_group_symbol(language),
        numbers.get_decimal_symbol(language),
    )
