"""Every example of the page on repeats is read as the page says."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.dates import Due
from app.errors import Invalid
from app.repeats.wording import say_repeat
from app.tasks.repeating.wishes import Wish, read_wish
from app.wording import DAYS, MONTHS
from app.words.cursor import Writer

PAGE = (Path(__file__).parents[2] / "docs/repeats.md").read_text()
OFTEN = re.findall(r"^\| (`.+?`) \| ([A-Z].+?) \| (\w{3} \d.+?) \|$", PAGE, re.MULTILINE)
AGAIN = re.findall(r"^\| `(.+?)` \| (\d\S+) \| (\d\S+) \| (.+?) \|$", PAGE, re.MULTILINE)
REFUSED = re.findall(r"^\| `(.+?)` \| ([^|]+\.) \|$", PAGE, re.MULTILINE)
BERLIN = ZoneInfo("Europe/Berlin")
WRITER = Writer(datetime(2027, 5, 12, 9, tzinfo=BERLIN), BERLIN, "dmy", "en")


def written(due: Due) -> str:
    return f"{DAYS[due.date.weekday()]} {due.date.day} {MONTHS[due.date.month - 1]} {due.date.year}"


@pytest.mark.parametrize(("words", "sentence", "first"), OFTEN)
def test_the_words_are_read_so(words: str, sentence: str, first: str) -> None:
    kept, due = read_wish(Wish(re.findall("`(.+?)`", words)[0]), None, WRITER)
    assert (say_repeat(kept), written(due)) == (sentence, first)


@pytest.mark.parametrize(("words", "due", "done", "again"), AGAIN)
def test_it_comes_again_then(words: str, due: str, done: str, again: str) -> None:
    was = Due(date.fromisoformat(due))
    kept, _ = read_wish(Wish(words), was, WRITER)
    found = kept.following(was, datetime.combine(date.fromisoformat(done), time(10), BERLIN))
    assert found
    assert written(found[0]) == again


@pytest.mark.parametrize(("words", "why"), REFUSED)
def test_it_is_refused_for_this_reason(words: str, why: str) -> None:
    with pytest.raises(Invalid) as fault:
        read_wish(Wish(words), None, WRITER)
    assert fault.value.message == why


def test_the_page_has_examples() -> None:
    assert len(OFTEN) >= 20
    assert len(AGAIN) >= 8
    assert len(REFUSED) >= 10
