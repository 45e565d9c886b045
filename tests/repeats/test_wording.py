"""Rules in words: every sentence is read by the grammar as the same rule."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.dates import Due
from app.repeats.kept import Kept
from app.repeats.occurrences import Repeat
from app.repeats.rules import Rule, read_rule
from app.repeats.wording import say_repeat
from app.tasks.repeating.wishes import Wish, read_wish, words_of
from app.translation.speaking import speaking
from app.words.cursor import Writer
from tests.words.random_rules import random_rule

ZONE = ZoneInfo("UTC")
SAID = {
    "FREQ=DAILY": "Every day",
    "FREQ=DAILY;INTERVAL=3;COUNT=5": "Every 3 days for 5 times",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR": "Every weekday",
    "FREQ=WEEKLY;BYDAY=SA,SU": "Every Saturday and Sunday",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR": "Every 2 weeks on Monday, Wednesday and Friday",
    "FREQ=MONTHLY;BYMONTHDAY=15": "Every month on the 15th",
    "FREQ=MONTHLY;BYMONTHDAY=1,28,29,30,31;BYSETPOS=1,-1": "Every month on the 1st and 31st",
    "FREQ=MONTHLY;BYMONTHDAY=-1": "Every month on the last day",
    "FREQ=MONTHLY;INTERVAL=3;BYDAY=FR;BYSETPOS=3": "Every 3 months on the 3rd Friday",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1": "Every month on the last weekday",
    "FREQ=MONTHLY;BYDAY=MO": "Every month on each Monday",
    "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=27": "Every year on 27 January",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1": "Every year on 29 February",
    "FREQ=YEARLY;BYMONTH=5;BYDAY=FR;BYSETPOS=-1": "Every year on the last Friday of May",
    "FREQ=WEEKLY;UNTIL=20270903;BYDAY=FR": "Every Friday until 3 September 2027",
}


def kept(rule: Rule, start: date = date(2027, 5, 14)) -> Kept:
    return Kept(Repeat(rule, start), "UTC", start)


@pytest.mark.parametrize(("rule", "sentence"), SAID.items())
def test_a_rule_is_said_so(rule: str, sentence: str) -> None:
    assert say_repeat(kept(read_rule(rule))) == sentence


def test_a_repeat_counted_from_completion_says_so() -> None:
    repeat = Kept(Repeat(Rule("MONTHLY"), date(2027, 5, 14), "completion"), "UTC", date(2027, 5, 14))
    assert say_repeat(repeat.as_json()) == "Every month, counted from completion"
    assert words_of(repeat) == "every! month"


@pytest.mark.parametrize(("language", "beginnings"), [("en", ("every",)), ("de", ("jede", "alle"))])
def test_what_a_field_shows_is_read_as_the_same_rule(language: str, beginnings: tuple[str, ...]) -> None:
    chance = random.Random(7)
    for _ in range(200):
        start = date(2026, 1, 1) + timedelta(days=chance.randint(0, 2000))
        repeat = kept(random_rule(chance, start), start)
        with speaking(language):
            words = words_of(repeat)
        assert words.startswith(beginnings)
        assert "FREQ" not in words, repeat.rule
        writer = Writer(datetime(2026, 1, 1, tzinfo=UTC), ZONE, "dmy", language)
        again, _ = read_wish(Wish(words), Due(start), writer)
        assert again.rule == repeat.rule, words
    assert words_of(kept(read_rule("FREQ=MONTHLY;BYMONTHDAY=31"))) == "FREQ=MONTHLY;BYMONTHDAY=31"
