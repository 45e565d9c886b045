"""The filter language: read, written back, and refused with the place of the mistake; what a filter finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.filtering.parsing import LONGEST, parse
from app.filtering.printing import write
from app.filtering.tokens import Mistake, tokenize
from app.filtering.tree import Query
from tests.filtering.oracle import matches
from tests.filtering.samples import ME, SAMPLES, TODAY
from tests.filtering.trees import QUERIES
from tests.tables import Pairs, differences, sections

CASES = Path(__file__).parent / "cases"
LANGUAGE = sections(CASES / "language.txt")
MEANING = sections(CASES / "meaning.txt")
FIXED = settings(max_examples=200, deadline=None, derandomize=True)
PIECES = st.sampled_from(
    [
        "is:",
        "due:",
        "label:",
        "sort:",
        "due:<7d",
        "open",
        "a",
        "or",
        "and",
        "-",
        "(",
        ")",
        ",",
        '"',
        "“",
        "\\",
        " ",
        ":",
    ]
)


def written(text: str) -> str:
    try:
        return write(parse(text))
    except Mistake as mistake:
        return f"? {mistake.position}+{mistake.length} {mistake.reason}"


def read_or_mistake(text: str) -> Query | Mistake:
    try:
        return parse(text)
    except Mistake as mistake:
        return mistake


def found(text: str) -> str:
    tree = parse(text).tree
    return " ".join(task.name for task in SAMPLES if matches(tree, task, me=ME, today=TODAY)) or "nothing"


@pytest.mark.parametrize("pairs", LANGUAGE.values(), ids=LANGUAGE)
def test_a_filter_is_read_and_written_back(pairs: Pairs) -> None:
    wrong = differences(pairs, written)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("pairs", LANGUAGE.values(), ids=LANGUAGE)
def test_what_is_written_back_means_the_same(pairs: Pairs) -> None:
    for text, meaning in pairs:
        if not meaning.startswith("? "):
            assert parse(meaning) == parse(text), text


@pytest.mark.parametrize("pairs", MEANING.values(), ids=MEANING)
def test_a_filter_finds_what_the_table_says(pairs: Pairs) -> None:
    wrong = differences(pairs, found)
    assert not wrong, "\n".join(wrong)


def test_there_are_as_many_cases_as_were_promised() -> None:
    assert sum(map(len, LANGUAGE.values())) + sum(map(len, MEANING.values())) >= 250


def test_nothing_typed_asks_for_nothing() -> None:
    assert parse("") == parse("  ") == Query()
    assert found("") == " ".join(task.name for task in SAMPLES)


@FIXED
@given(QUERIES)
def test_reading_what_was_written_gives_the_same_filter(query: Query) -> None:
    assert parse(write(query)) == query


@FIXED
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=20).map("".join)))
def test_any_text_is_read_or_refused_at_a_place(text: str) -> None:
    query = read_or_mistake(text)
    if isinstance(query, Mistake):
        assert 0 <= query.position <= len(text)
        assert query.length > 0
        assert query.reason
    else:
        assert parse(write(query)) == query


def test_a_filter_that_is_too_long_or_too_deep_is_refused() -> None:
    assert written("a " * LONGEST) == "? 2000+2000 Use at most 2,000 characters; this has 4,000."
    assert written("(" * 500 + "a" + ")" * 500) == "? 40+1 Brackets and minus signs can be 40 deep."
    assert written("-" * 500 + "a") == "? 40+1 Brackets and minus signs can be 40 deep."


def test_there_are_never_more_tokens_than_characters() -> None:
    for hostile in (":", "a:", '"" ', "(", "-", ",", "label:a,", "a or ", "“”", "is:open "):
        text = (hostile * (LONGEST // len(hostile)))[:LONGEST]
        assert len(tokenize(text)) <= LONGEST + 1
        read_or_mistake(text)
