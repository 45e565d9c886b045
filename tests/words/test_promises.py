"""What holds for any text: never a crash, nothing lost, and time in proportion to its length."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.words.languages import KNOWN
from app.words.protecting import full_quote
from app.words.quick_add import read, read_line
from app.words.reading import Reading
from app.words.tokens import tokenize
from tests.words.tables import NAMES, sections, writer

FIXED = settings(max_examples=120, deadline=None, derandomize=True)

LONG = 2_400
STEPS_A_CHARACTER = 170
DOUBLED = 2.2
WORDS = sorted({word for table in ("quick_add_en", "repeats_en", "quick_add_de") for pairs in sections(table).values()
                for text, _ in pairs for word in text.split()})  # fmt: skip
LINES = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.lists(st.sampled_from([*WORDS, " ", "", "\t", '"', "//", "-", ",", "(", ")", "\u00a0", "ß", "٣", "İ"])).map(
        "".join
    ),
)


HOSTILE = (
    *(
        "every ",
        "every mon,",
        "mon,",
        "1st and ",
        "remind 1h and ",
        "jan 1 and ",
        "from monday to ",
        "tomorrow!",
        "((((",
    ),
    *(
        '"a ',
        '#"',
        "@a ",
        "// ",
        "a//b ",
        "!!!",
        "2-3-",
        "in 1h ",
        "the ",
        "1/1/",
        "17th ",
        "http://",
        "+ada lovelace ",
    ),
    *("a@b.c ", ".", "every day for 3 ", "3rd ", "5pm ", "mon 5 ", "9-10 ", "every day until ", "tom 5p ", "page 1/2 "),
)


def check(reading: Reading) -> None:
    """The pieces are the text, and the title is what they leave plain."""
    pieces = reading.pieces
    assert "".join(reading.text[piece.start : piece.end] for piece in pieces) == reading.text
    assert all(piece.start < piece.end for piece in pieces)
    plain = "".join(reading.text[piece.start : piece.end] for piece in pieces if not piece.kind)
    assert "".join(reading.title.split()) == "".join(plain.split())
    assert reading.title or not reading.text.strip()
    assert all(0 <= no.start < no.end <= len(reading.text) and no.reason for no in reading.refusals)


@FIXED
@given(LINES, st.sampled_from(KNOWN), st.sampled_from(("mdy", "dmy")))
def test_any_line_is_read_and_nothing_is_lost(text: str, language: str, order: str) -> None:
    reading = read_line(text, writer(language, order), NAMES)
    check(reading)
    reading.as_json()


@FIXED
@given(LINES, st.data())
def test_any_words_can_be_taken_back(text: str, data: st.DataObject) -> None:
    reading = read_line(text, writer(), NAMES)
    tokens = [piece for piece in reading.pieces if piece.kind]
    if not tokens or full_quote(text) or data.draw(st.booleans()):
        return
    taken = data.draw(st.sampled_from(tokens))
    again = read_line(text, writer(), NAMES, [(taken.start, taken.end)])
    check(again)
    kept = [piece for piece in again.pieces if piece.kind and piece.kind != "description"]
    assert all(piece.end <= taken.start or piece.start >= taken.end for piece in kept)


@FIXED
@given(st.text(max_size=200))
def test_tokens_stand_where_they_say(text: str) -> None:
    tokens = tokenize(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert "".join(token.text for token in tokens) == "".join(text.split())


def calls_of(text: str) -> int:
    """Return how many functions are called to read a text: time without a clock."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        read_line(text, writer(), NAMES)
    finally:
        sys.setprofile(None)
    return calls


def test_steps_grow_with_the_length_of_the_line() -> None:
    """Counted in looks at tokens, not in seconds; each of these was made to be read again and again."""
    for hostile in HOSTILE:
        text = (hostile * LONG)[:LONG]
        reading, steps = read(text, writer(), NAMES, [])
        assert steps <= STEPS_A_CHARACTER * LONG, (hostile, steps / LONG)
        check(reading)


@pytest.mark.parametrize("hostile", ["3rd ", "5pm ", "mon 5 ", "9-10 ", "@a ", "friday "])
def test_twice_as_long_is_twice_the_work(hostile: str) -> None:
    """Putting the phrases together takes no steps; so the calls are counted that many phrases come to."""
    assert calls_of(hostile * 200) <= DOUBLED * calls_of(hostile * 100)
