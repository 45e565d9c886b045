"""Every example of the page on quick add is read as the page says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.reminders.wording import say_moment
from app.wording import say_due_exactly, say_long_day
from app.words.cursor import Writer
from app.words.names import Name, Names
from app.words.quick_add import read_line

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/quick-add.md").read_text()
SOURCES = [*ROOT.glob("app/words/*.py"), ROOT / "app/tasks/understanding.py", ROOT / "app/tasks/forms.py"]
NOT_OF_LINES = {"asking.py", "commands.py"}
NEVER_MET = {"There is no such day in the next years."}
ROW = re.compile(r"^\| `` ?(.+?) ?`` \| (.*?) \| (.*?) \|$", re.MULTILINE)
BERLIN = ZoneInfo("Europe/Berlin")
WRITER = Writer(datetime(2027, 5, 12, 9, tzinfo=BERLIN), BERLIN, "dmy", "en")
PEOPLE = (Name("Ada Lovelace", 4), Name("Max Berg", 5), Name("Max Roth", 6))
NAMES = Names((Name("Billing", 1, ("BIL",)), Name("Web site", 2)), (Name("finance", 3),), PEOPLE)


@pytest.mark.parametrize(("line", "title", "meaning"), ROW.findall(PAGE))
def test_the_example_is_read_so(line: str, title: str, meaning: str) -> None:
    assert understood(line) == (title, meaning)


def test_the_page_has_examples() -> None:
    assert len(ROW.findall(PAGE)) >= 40


def test_every_reason_to_refuse_words_is_on_the_page() -> None:
    reasons = {reason for path in SOURCES if path.name not in NOT_OF_LINES for reason in sentences(path)}
    assert len(reasons) > 40
    assert [reason for reason in reasons - NEVER_MET if reason not in PAGE] == []


def sentences(path: Path) -> Iterator[str]:
    """Yield what a module says to people: its texts that are whole sentences, up to the first value in them."""
    tree = ast.parse(path.read_text())
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        text = parts[0].value if isinstance(parts[0], ast.Constant) and id(node) not in silent else None
        silent |= {id(part) for part in parts}
        if isinstance(text, str) and text[:1].isupper() and " " in text and (len(parts) > 1 or text[-1] in ".?"):
            yield text.partition("{")[0]


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
        *(f"remind: {say_moment(one, WRITER.today)}" for one in reading.reminders),
        *(f"refused: {no.reason}" for no in reading.refusals),
    ]
    return reading.title, "; ".join(said)
