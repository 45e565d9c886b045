"""Every English sentence of the templates and of the code, as a catalogue to translate."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import click
from flask import current_app

from app.translation.pages import translate_page

APP = Path(__file__).resolve().parents[1]
TEMPLATES = APP.parent / "templates"
ELSEWHERE = ("demo", "live", "local", "ops", "translation")
"""Packages that talk to who runs Primo, in English."""

SENTENCE = re.compile(r"[“A-Z][^_=<>]* [^_=<>]*[.?!…]|[A-Z][a-z]+( [a-z]+)*", re.DOTALL)


class Found(NamedTuple):
    """A sentence, its form for many where it has one, and where it stands."""

    text: str
    many: str
    place: tuple[str, int]


@click.command("sentences")
def sentences() -> None:
    """Print every sentence of the interface as a .po file."""
    from babel.messages.catalog import Catalog  # only who translates pays for loading it
    from babel.messages.pofile import write_po

    catalog = Catalog(project="Primo", charset="utf-8")
    for one in (*of_templates(), *of_code()):
        catalog.add((one.text, one.many) if one.many else one.text, locations=[one.place])
    file = BytesIO()
    write_po(file, catalog, width=120, sort_by_file=True, omit_header=True)
    click.echo(file.getvalue().decode())


def of_templates() -> Iterator[Found]:
    for path in sorted(TEMPLATES.rglob("*.*")):
        found: list[tuple[str, int]] = []

        def note(text: str, line: int, found: list[tuple[str, int]] = found) -> str:
            found.append((text, line))
            return text

        translate_page(current_app.jinja_env.parse(path.read_text()), note)
        name = path.relative_to(APP.parent).as_posix()
        yield from (Found(text, "", (name, line)) for text, line in found)


def of_code() -> Iterator[Found]:
    for path in sorted(APP.rglob("*.py")):
        name = path.relative_to(APP)
        if name.parts[0] not in ELSEWHERE and not name.stem.startswith(("command", "setting")):
            tree = ast.parse(path.read_text())
            yield from (found._replace(place=(f"app/{name.as_posix()}", found.place[1])) for found in said_in(tree))


def said_in(tree: ast.Module) -> Iterator[Found]:
    """Yield what is given to `_` and `counted`, and strings that read like a sentence or a name; no docstrings."""
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "counted"):
            texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            silent |= {id(one) for one in node.args}
            if texts:
                yield Found(texts[0], texts[1] if len(texts) > 1 else "", ("", node.lineno))
        elif isinstance(node, ast.JoinedStr):
            silent |= {id(one) for one in node.values}
        elif isinstance(node, ast.Constant) and id(node) not in silent and SENTENCE.fullmatch(str(node.value)):
            yield Found(str(node.value), "", ("", node.lineno))
