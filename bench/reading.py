"""How long one line takes to be read, in time of its core: a task in words, and a filter; without a database."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from statistics import median, quantiles
from zoneinfo import ZoneInfo

from app.filtering.parsing import parse
from app.words.cursor import Writer
from app.words.names import Name, Names
from app.words.quick_add import read_line

BERLIN = ZoneInfo("Europe/Berlin")
WRITER = Writer(datetime(2027, 5, 12, 9, tzinfo=BERLIN), BERLIN, "dmy", "en")
NAMES = Names(
    tuple(Name(f"Project {n}", n, (f"P{n}",)) for n in range(200)),
    tuple(Name(f"label-{n}", n) for n in range(200)),
    tuple(Name(f"Person{n} Family", n, (f"p{n}@example.com",)) for n in range(500)),
)
VERBS = ("Send", "Call", "Renew", "Write up", "Check", "Bring", "Fix", "Read", "Order", "Plan")
THINGS = ("the invoice", "Ada", "the 2nd floor lease", "a report on May", "C# and issue #12", "the menu", "two chairs")
WHEN = (
    "tomorrow 5pm", "next friday", "in 3 days", "on the 17th", "Feb 17 at noon", "2027-06-03", "tonight", "3/6 17:00",
    "every month", "every other tuesday 9:30", "every 3rd friday until december 1", "from monday to friday",
    "daily for 2 weeks", "end of month", "remind 30m before", "every weekday starting next monday",
)  # fmt: skip
FIELDS = ("is:open", "assignee:me", "due:<7d", "label:home,errand", '-project:"Side jobs"', "priority:high", "due:none")


def measure_reading(count: int) -> str:
    """Return the section on reading words: so many lines of each kind."""
    rows = [
        row("a task in words", islice(tasks(), count), lambda line: read_line(line, WRITER, NAMES), goal=2),
        row("a filter", islice(filters(), count), parse, goal=1),
    ]
    head = "| one line | p50 ms | p95 ms | longest ms | goal p95 |\n|---|---|---|---|---|\n"
    return f"## Reading words ({count:,} generated lines each, {len(NAMES.people)} people)\n\n{head}{''.join(rows)}"


def row(name: str, lines: Iterator[str], read: Callable[[str], object], *, goal: float) -> str:
    took = []
    for line in lines:
        start = time.thread_time()
        read(line)
        took.append((time.thread_time() - start) * 1000)
    p95 = quantiles(took, n=20)[-1]
    mark = "" if p95 < goal else " ✗"
    return f"| {name} | {median(took):.2f} | {p95:.2f} | {max(took):.1f} | < {goal}{mark} |\n"


def tasks() -> Iterator[str]:
    chance = random.Random(7)
    while True:
        n = chance.randrange(200)
        marks = (f"#P{n}", f"@label-{n}", f"+person{n}", "!high", "// see https://example.com/x for more")
        words = [chance.choice(VERBS), chance.choice(THINGS), *chance.sample(WHEN, chance.randrange(3))]
        yield " ".join([*words, *chance.sample(marks, chance.randrange(4))])


def filters() -> Iterator[str]:
    chance = random.Random(7)
    while True:
        parts = chance.sample(FIELDS, chance.randrange(1, 5)) + chance.sample(VERBS, chance.randrange(3))
        yield f"({parts[0]} or is:overdue) {' '.join(parts[1:])} sort:due"
