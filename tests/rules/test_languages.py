"""Every sentence of the interface is there in every language that is offered, with its values and its elements."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from app.translation.catalogues import FOLDER, Catalogue, catalogue
from app.translation.extracting import ROOT, Found

FILES = sorted(FOLDER.glob("*.po"))
HOLE = re.compile(r"\{\w+[^{}]*\}|</?\w+>|%[sd]")
LITERAL = re.compile(r'(["`])[A-Z][a-z]+ (?:(?!\1|\\).)*[a-z.]\1')


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_language_is_whole(sentences: list[Found], path: Path) -> None:
    with path.open("rb") as file:
        assert not [entry.id for entry in read_po(file, locale=path.stem) if entry.id and entry.fuzzy], (
            "look at these again"
        )
    known = catalogue(path.stem)
    assert known is not None
    missing = [one.text for one in sentences if not all(forms_of(known, one.text, one.many))]
    listed = "\n".join(f"  {text}" for text in sorted(set(missing)))
    assert not missing, (
        f"translations/{path.name} lacks what follows. Run `flask --app wsgi sentences translations/{path.name}`, "
        f"and write what each of them is in that language:\n{listed}"
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_translation_keeps_the_values_and_elements(sentences: list[Found], path: Path) -> None:
    known = catalogue(path.stem)
    assert known is not None
    for text, many, _place in sentences:
        for said in forms_of(known, text, many):
            wanted = set(HOLE.findall(text)) | (set(HOLE.findall(many)) if many else set())
            assert set(HOLE.findall(said)) == wanted, f"{text!r} is said {said!r}"


def test_texts_of_scripts_are_marked() -> None:
    for path in sorted((ROOT / "static" / "js").glob("*.js")):
        for line in path.read_text().splitlines():
            bare = [found[0] for found in LITERAL.finditer(line) if f"_({found[0]})" not in line]
            assert line.lstrip().startswith("//") or not bare, (
                f"{path.name}: write _({bare[0]}), so that it is translated"
            )


def forms_of(known: Catalogue, text: str, many: str) -> tuple[str, ...]:
    return known.plurals.get(text, ("",)) if many else (known.sentences.get(text, ""),)
