"""`flask words`: what testers and bug reports use."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.factory import COMMANDS
from app.trying import asks_for_words
from app.words.commands import words

ROOT = Path(__file__).parents[2]
HERE = ("--now", "2026-03-04T10:00", "--zone", "Europe/Berlin")


def run(*arguments: str) -> str:
    result = CliRunner().invoke(words, arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_commands_belong_to_flask() -> None:
    assert words in COMMANDS


def test_they_run_on_a_bare_checkout() -> None:
    command = [sys.executable, "-m", "flask", "words", "first", "next friday", *HERE]
    told = subprocess.run(command, cwd=ROOT, env={}, capture_output=True, text=True, check=False)
    assert (told.stdout, told.stderr) == ("Fri 2026-03-13\n", "")


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("/bin/flask words add x", True),
        ("/bin/flask --app wsgi words add x", True),
        ("flask --debug words", True),
        ("flask db upgrade words", False),
        ("flask --app words run", False),
        ("flask", False),
        ("gunicorn words", False),
    ],
)
def test_other_commands_want_the_settings(line: str, asked: bool) -> None:
    assert asks_for_words(line.split()) is asked


def test_add_says_title_fields_and_what_was_refused() -> None:
    told = run("add", "Send it tomorrow 5pm #Billing twice a week", "--project", "Billing", *HERE)
    assert told == (
        "Send it twice a week\n"
        "  due       Thu 2026-03-05 17:00 Europe/Berlin\n"
        "  project   Billing\n"
        "  refused   “twice a week”: Which days? Write for example “every mon and thu”.\n"
    )


def test_add_tells_spans_and_meanings_as_json() -> None:
    told = json.loads(run("add", "Call Ada tomorrow at 9", "--json", *HERE))
    assert told["title"] == "Call Ada"
    assert told["due"] == {"kind": "timed", "date": "2026-03-05", "time": "09:00", "zone": "Europe/Berlin"}
    assert [(token["start"], token["end"], token["text"]) for token in told["tokens"]] == [
        (9, 17, "tomorrow"),
        (18, 22, "at 9"),
    ]


def test_a_file_of_lines_is_read_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "lines.txt"
    file.write_text("Anruf morgen\n\nMiete jeden 31.\n", encoding="utf-8")
    told = [
        json.loads(line) for line in run("add", "--file", str(file), "--language", "de", "--json", *HERE).splitlines()
    ]
    assert [(one["title"], one["due"]["date"]) for one in told] == [("Anruf", "2026-03-05"), ("Miete", "2026-03-31")]
    assert told[1]["repeat"]["rule"] == "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"


def test_first_and_next_say_days() -> None:
    assert run("first", "next friday", *HERE) == "Fri 2026-03-13\n"
    told = run("next", "every! month", "--due", "2026-01-31", "--now", "2026-02-20T10:00")
    assert told == "Fri 2026-03-20  FREQ=MONTHLY from 2026-01-31 by the completion\n"
    assert run("next", "twice a week").startswith("twice a week: Which days?")


def test_numbers_follow_the_order() -> None:
    assert run("first", "5/6", *HERE) == "Wed 2026-05-06\n"
    assert run("first", "5/6", "--order", "dmy", *HERE) == "Fri 2026-06-05\n"


def test_wrong_options_are_explained() -> None:
    for arguments in (
        ("add",),
        ("add", "x", "--zone", "Mars/Base"),
        ("add", "x", "--now", "soon"),
        ("next", "every day", "--due", "soon"),
    ):
        result = CliRunner().invoke(words, arguments)
        assert result.exit_code == 2
        assert "Error" in result.output


def test_filter_writes_back_or_marks_the_mistake() -> None:
    assert run("filter", "is:late due:<7d") == "is:overdue due:<+7d\n"
    assert run("filter", "is:open is:opne") == (
        "is:open is:opne\n           ^^^^\n“is:” does not know “opne”. Possible here: open, done.\n"
    )
    told = json.loads(run("filter", "due:soon", "--json"))
    assert told["mistake"]["position"] == 4
