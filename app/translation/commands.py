"""`flask sentences`: what translators get, and what brings their file up to date."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.translation.extracting import list_sentences

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog


@click.command("sentences")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
def sentences(file: Path | None) -> None:
    """Print every sentence of the interface as a .po file, or bring FILE up to date with them."""
    if file is None:
        click.echo(write(template()))
        return
    known = update(file)
    file.write_text(write(known))
    left = [entry for entry in known if entry.id and not (entry.string and all(entry.string))]
    click.echo(f"{len(known)} sentences, {len(left)} to translate.")


def template() -> Catalog:
    """Return every sentence with the files it stands in."""
    from babel.messages.catalog import Catalog  # only who translates pays for loading it

    catalog = Catalog(project="Primo", charset="utf-8")
    for one in list_sentences():
        catalog.add((one.text, one.many) if one.many else one.text, locations=[(one.place, 1)])
    return catalog


def update(file: Path) -> Catalog:
    """Return the file's catalogue with the sentences of today: new ones are empty, those that are gone leave."""
    from babel.messages.pofile import read_po

    with file.open("rb") as source:
        known = read_po(source, locale=file.stem)
    known.update(template(), no_fuzzy_matching=True, update_header_comment=False)
    known.obsolete.clear()
    return known


def write(catalog: Catalog) -> str:
    from babel.messages.pofile import write_po

    file = BytesIO()
    write_po(file, catalog, width=120, sort_by_file=True, omit_header=True, include_lineno=False)
    return file.getvalue().decode()
