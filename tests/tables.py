"""Cases kept as tables: lines `text => meaning` under headings `# heading`, written as a person would check them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Pairs = list[tuple[str, str]]


def sections(file: Path) -> dict[str, Pairs]:
    """Return the lines of a table as (text, meaning), by the heading they stand under."""
    found: dict[str, Pairs] = {}
    heading = ""
    for line in file.read_text().splitlines():
        if line.startswith("# "):
            heading = line.removeprefix("# ")
        elif line:
            text, _, meaning = line.partition("=>")
            found.setdefault(heading, []).append((text.strip(), meaning.strip()))
    return found


def differences(pairs: Pairs, read: Callable[[str], str]) -> list[str]:
    """Return the lines that are read otherwise than the table says."""
    found = [(text, meaning, read(text)) for text, meaning in pairs]
    return [f"{text}\n  wanted {meaning}\n  got    {got}" for text, meaning, got in found if got != meaning]
