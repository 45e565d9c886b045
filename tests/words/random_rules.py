"""Rules such as words make, at random, compared with what python-dateutil says of them."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr

from app.repeats.occurrences import next_day
from app.repeats.rules import FREQUENCIES, Rule, month_end_days, read_rule


def random_rule(chance: random.Random, start: date) -> Rule:
    """Return a rule such as words make: its days named, or taken from its start."""
    frequency = chance.choice(FREQUENCIES)
    interval = chance.choice((1, 1, 1, 2, 3, 5, 12))
    weekdays = tuple(sorted(chance.sample(range(7), chance.randint(1, 4))))
    month_days, positions = month_end_days(tuple({chance.randint(1, 28), chance.randint(1, 31)}))
    rules = {
        "DAILY": [Rule("DAILY", interval)],
        "WEEKLY": [Rule("WEEKLY", interval), Rule("WEEKLY", interval, weekdays=weekdays)],
        "MONTHLY": [
            Rule("MONTHLY", interval),
            Rule("MONTHLY", interval, month_days=month_days, positions=positions),
            Rule("MONTHLY", interval, month_days=(-1,)),
            Rule("MONTHLY", interval, weekdays=weekdays[:1], positions=(chance.choice((1, 2, 3, 4, 5, -1)),)),
        ],
        "YEARLY": [
            Rule("YEARLY", chance.choice((1, 2, 4))),
            Rule("YEARLY", months=(chance.randint(1, 12),), month_days=(chance.randint(1, 28),)),
            Rule("YEARLY", months=(2,), month_days=(28, 29), positions=(-1,)),
            Rule("YEARLY", months=(chance.randint(1, 12),), weekdays=weekdays[:1], positions=(1,)),
        ],
    }
    return chance.choice(rules[frequency]).starting(start)


def check_rules(count: int, seed: int) -> None:
    """Compare with the library's own expansion from the very start."""
    chance = random.Random(seed)
    for _ in range(count):
        start = date(1990, 1, 1) + timedelta(days=chance.randint(0, 20_000))
        rule = random_rule(chance, start)
        assert read_rule(rule.text()) == rule
        after = start + timedelta(days=chance.choice((-40, 0, 1, 6, 30, 59, 365, 1461, chance.randint(0, 9000))))
        expected = rrulestr(rule.text(), dtstart=datetime.combine(start, time())).after(datetime.combine(after, time()))
        found = next_day(rule, start, after)
        assert found == (expected.date() if expected else None), (rule.text(), start, after)
        assert found is None or found > after
