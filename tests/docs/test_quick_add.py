"""Every example of the page on quick add is read as the page says."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.tasks.wording import say_due_exactly, say_long_day
from app.words.cursor import Writer
from app.words.names import Name, Names
from app.words.quick_add import read_line

PAGE = (Path(__file__).parents[2] / "docs/quick-add.md").read_text()
ROW = re.compile(r"^\| `` ?(.+?) ?`` \| (.*?) \| (.*?) \|$", re.MULTILINE)
BERLIN = ZoneInfo("Europe/Berlin")
WRITER = Writer(datetime(2027, 5, 12, 9, tzinfo=BERLIN), BERLIN, "dmy", "en")
NAMES = Names((Name("Billing", 1, ("BIL",)), Name("Web site", 2)), (Name("finance", 3),), (Name("Ada Lovelace", 4),))


@pytest.mark.parametrize(("line", "title", "meaning"), ROW.findall(PAGE))
def test_the_example_is_read_so(line: str, title: str, meaning: str) -> None:
    assert understood(line) == (title, meaning)


def test_the_page_has_examples() -> None:
    assert len(ROW.findall(PAGE)) >= 40


def understood(line: str) -> tuple[str, str]:
    """Return the title and what else was understood, or why it was not, as the page writes it."""
    reading = read_line(line, WRITER, NAMES)
    said = [
        *([f"due {say_due_exactly(reading.due, BERLIN)}"] if reading.due else []),
        *([f"from {say_long_day(reading.start)}"] if reading.start else []),
        *([f"{reading.priority} priority"] if reading.priority else []),
        *([f"in {reading.project.name}"] if reading.project else []),
        *(f"label {one.name}" for one in reading.labels),
        *(f"for {one.name}" for one in reading.people),
        *([f"description: {reading.description}"] if reading.description else []),
        *([f"repeats: {reading.repeat.rule.text(timed=False)}"] if reading.repeat else []),
        *(f"refused: {no.reason}" for no in reading.refusals),
    ]
    return reading.title, "; ".join(said)
