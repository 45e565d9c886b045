"""Every English sentence of the templates, the scripts and the code, for a catalogue to translate."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from flask import current_app

from app.translation.code import texts_of
from app.translation.pages import translate_page
from app.translation.scripts import texts_in

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = ("demo", "live", "local", "ops", "translation")
"""Packages that talk to who runs Primo, in English."""
UNSEEN = ("command", "setting", "models")
"""Files of code with nothing that people read begin so."""


class Found(NamedTuple):
    """A sentence, its form for many where it has one, and the file it stands in."""

    text: str
    many: str
    place: str


def list_sentences() -> Iterator[Found]:
    """Yield every sentence that people may read; one that stands in several files is given for each."""
    yield from of_templates()
    for path in sorted((ROOT / "static" / "js").rglob("*.js")):
        yield from (Found(text, "", place_of(path)) for text in texts_in(path.read_text()))
    for path in sorted((ROOT / "app").rglob("*.py")):
        if path.relative_to(ROOT / "app").parts[0] not in ELSEWHERE and not path.stem.startswith(UNSEEN):
            yield from (Found(*texts, place_of(path)) for texts in texts_of(ast.parse(path.read_text())))


def of_templates() -> Iterator[Found]:
    for path in sorted((ROOT / "templates").rglob("*.*")):
        found: list[tuple[str, str]] = []

        def note(text: str, many: str = "", found: list[tuple[str, str]] = found) -> str:
            found.append((text, many))
            return text

        translate_page(current_app.jinja_env.parse(path.read_text()), note)
        yield from (Found(text, many, place_of(path)) for text, many in found)


def place_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
