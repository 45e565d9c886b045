"""Tasks that repeat at random, followed from one occurrence to the next over changes of clocks."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from app.dates import Due
from app.repeats.kept import Kept
from app.repeats.occurrences import Repeat
from tests.words.random_rules import random_rule

ZONES = (
    *("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca"),
    *("Asia/Kathmandu", "Pacific/Apia", "America/Santiago", "Asia/Gaza", "Pacific/Auckland", "UTC"),
)


def follow_occurrences(count: int, seed: int) -> None:
    """Finish tasks early and late: each next one is strictly later, the same if asked twice, and what the library says.

    What the library says is counted in local days: the first of the rule after the one done and after the finishing.
    """
    chance = random.Random(seed)
    for _ in range(count):
        zone = ZoneInfo(chance.choice(ZONES))
        start = date(2026, 1, 1) + timedelta(days=chance.randint(0, 1500))
        rule = random_rule(chance, start)
        clock = chance.choice((None, time(2, 30), time(0, 0), time(23, 59), time(chance.randint(0, 23), 15)))
        expansion = rrulestr(rule.text(), dtstart=datetime.combine(start, time()))
        first = expansion.after(datetime.combine(start, time()), inc=True).date()
        kept, due = Kept(Repeat(rule, start), zone.key, first), Due(first, clock, zone.key if clock else None)
        for _ in range(3):
            done = due.latest(zone) + timedelta(minutes=chance.choice((-90_000, -1441, -1, 1, 61, 1441, 50_000)))
            found = kept.following(due, done)
            assert found == kept.following(due, done)
            local = done.astimezone(zone)
            day = max(due.date, local.date() - timedelta(days=1) if clock else local.date())
            expected = expansion.after(datetime.combine(max(day, due.date), time()))
            while expected and clock and Due(expected.date(), clock, zone.key).latest(zone) <= done:
                expected = expansion.after(expected)
            assert (found[0].date if found else None) == (expected.date() if expected else None), (rule, due, done)
            if found is None:
                break
            assert found[0].date > due.date
            assert (found[0].time, found[0].zone) == (due.time, due.zone)
            assert found[0].at is None or found[0].at > done.astimezone(UTC)
            due, kept = found
