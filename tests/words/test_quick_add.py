"""Quick add: what people type, line by line, in the tables of `cases`."""

from __future__ import annotations

import pytest

from app.words.quick_add import LONGEST, read_line
from tests.tables import Pairs, differences
from tests.words.tables import NAMES, described, sections, writer

TABLES = {
    "quick_add_en": ("en", "mdy"),
    "repeats_en": ("en", "mdy"),
    "phones_en": ("en", "mdy"),
    "quick_add_dmy": ("en", "dmy"),
    "quick_add_de": ("de", "dmy"),
    "quick_add_fr": ("fr", "dmy"),
    "quick_add_es": ("es", "dmy"),
    "quick_add_pt": ("pt", "dmy"),
}
SECTIONS = [
    pytest.param(table, pairs, id=f"{table}: {heading}")
    for table in TABLES
    for heading, pairs in sections(table).items()
]


@pytest.mark.parametrize(("table", "pairs"), SECTIONS)
def test_lines_are_read_as_the_table_says(table: str, pairs: Pairs) -> None:
    by = writer(*TABLES[table])
    wrong = differences(pairs, lambda text: described(read_line(text, by, NAMES)))
    assert not wrong, "\n".join(wrong)


def test_the_tables_hold_what_was_promised() -> None:
    counts = {table: sum(map(len, sections(table).values())) for table in TABLES}
    assert counts["quick_add_en"] >= 250
    assert counts["repeats_en"] + sum(map(len, sections("next").values())) >= 250


def test_words_taken_back_are_plain() -> None:
    text = "Call Ada tomorrow 5pm #Web"
    at = text.index("tomorrow")
    assert described(read_line(text, writer(), NAMES, [(at, at + 8)])) == (
        "Call Ada tomorrow | due Wed 2026-03-04 17:00 | #Web"
    )
    at = text.index("#Web")
    assert described(read_line(text, writer(), NAMES, [(at, at + 4)])) == "Call Ada #Web | due Thu 2026-03-05 17:00"
    assert described(read_line(text, writer(), NAMES, [(0, len(text))])) == text


def test_part_of_a_phrase_taken_back_takes_back_the_phrase() -> None:
    text = "Gym every monday until may 3"
    at = text.index("until")
    assert described(read_line(text, writer(), NAMES, [(at, len(text))])) == (
        "Gym until may 3 | due Mon 2026-03-09 | FREQ=WEEKLY;BYDAY=MO"
    )


def test_a_line_that_is_too_long_stays_a_title_and_says_so() -> None:
    text = "tomorrow " * (LONGEST // 9 + 1)
    reading = read_line(text, writer())
    assert reading.title == text.strip()
    assert reading.due is None
    assert reading.refusals[0].reason == "Use at most 10,000 characters; this has 10,008. Nothing in it was read."


def test_nothing_typed_is_an_empty_title() -> None:
    for text in ("", "   "):
        reading = read_line(text, writer())
        assert (reading.title, reading.refusals) == ("", [])


def test_numbers_are_read_in_the_order_of_the_writer() -> None:
    assert described(read_line("Call Ada 5/6", writer(order="mdy"))) == "Call Ada | due Wed 2026-05-06"
    assert described(read_line("Call Ada 5/6", writer(order="dmy"))) == "Call Ada | due Fri 2026-06-05"


def test_a_language_nobody_knows_is_read_as_english() -> None:
    assert described(read_line("Call Ada tomorrow", writer("tlh"))) == "Call Ada | due Thu 2026-03-05"
