"""Lifts one guard after the other, under the tests that ask it, likely ones first."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

import pytest
from _pytest.runner import runtestprotocol

from tests.guards import lifting
from tests.guards.behind import BEHIND
from tests.guards.learning import Known, Learnt
from tests.guards.loading import GUARDS

MOST_SECONDS = 120
"""Tests of about as many seconds are asked to find one that misses a guard."""
ALL_OVER = ("tests/security/", "tests/rules/", "tests/api/")
"""Tests of all packages."""


@dataclass(frozen=True)
class Asker:
    """A test, how long it takes, and how many guards it asks: one that asks few is likely about them."""

    item: pytest.Item
    seconds: float
    guards: int


@dataclass
class Drill:
    """What is known of tests and guards, and what comes of lifting them."""

    say: Callable[[str], None]
    databases: list[str]
    """Where the wall stands, once the stores run."""
    askers: dict[str, list[Asker]] = field(default_factory=dict)
    unsteady: set[str] = field(default_factory=set)
    came_to: Counter[str] = field(default_factory=Counter)

    def learn(self, items: Sequence[pytest.Item], known: Known, part: str) -> bool:
        """Run each test once and see which guards it asks, unless that is known; say whether all were green."""
        all_green = True
        for item in known.missing(items, part):
            lifting.ASKED.clear()
            start = time.monotonic()
            if (fault := fault_of(item)) is None:
                known.keep(item, Learnt(time.monotonic() - start, sorted(lifting.ASKED)))
            else:
                all_green = False
                self.say(f"red with every guard: {item.nodeid}\n{fault}")
        for item in items:
            seconds, names = known.tests.get(item.nodeid, (0, []))
            for name in names:
                self.askers.setdefault(name, []).append(Asker(item, seconds, len(names)))
        return all_green

    def lift(self, name: str) -> None:
        """Lift one guard and say so unless a test misses it, alone or with what stands behind it."""
        askers, others = self.likely(name)
        if not askers:
            return self.tell("not asked", "NOT ASKED", name)
        missed_by = self.find_who_misses(askers, {name})
        if missed_by is not None and name in BEHIND:
            return self.tell("not missed", f"NEEDS NO WORD (missed alone by {missed_by.nodeid})", name)
        if missed_by is not None:
            return self.tell("missed alone", "", name)
        if name not in BEHIND:
            asked = f"{len(askers)} tests ask it" + (f", {others} more were not run" if others else "")
            return self.tell("not missed", f"NOT MISSED ({asked})", name)
        behind = set(BEHIND[name][0])
        askers += [
            one for other in sorted(behind - {lifting.WALL}) for one in self.likely(other)[0]
        ]  # they may have kept it unasked
        if (missed_by := self.find_who_misses(askers, {name}, behind)) is None:
            return self.tell("not missed", f"NOT MISSED, NOT EVEN WITH {sorted(behind)}", name)
        return self.tell("behind another", f"BEHIND {sorted(behind)} (both missed by {missed_by.nodeid})", name)

    def tell(self, outcome: str, words: str, name: str) -> None:
        self.came_to[outcome] += 1
        if words:
            self.say(f"{words}: {name} (line {GUARDS[name]})")

    def likely(self, name: str) -> tuple[list[Asker], int]:
        """Return the tests that ask a guard, likely ones first, and how many are left out since there are so many.

        Likely are those that ask little else and are quick, and those whose path has a word of the guard's own. The
        more of a file, or of a test with parameters, had their turn, the later comes the next.
        """
        asking = [one for one in self.askers.get(name, []) if one.item.nodeid not in self.unsteady]
        words = words_of(name.partition(":")[0])
        turns: Counter[str] = Counter()
        ranks: dict[str, float] = {}
        for one in sorted(asking, key=lambda one: one.seconds * one.guards):
            file, kind = one.item.nodeid.partition("::")[0], one.item.nodeid.partition("[")[0]
            near = min(len(words & words_of(file)) + file.startswith(ALL_OVER), 2)
            ranks[one.item.nodeid] = turns[file] + 3 * turns[kind] + one.seconds - 4 * near
            turns.update((file, kind))
        asking.sort(key=lambda one: ranks[one.item.nodeid])
        spent = accumulate(one.seconds for one in asking)
        chosen = [one for one, so_far in zip(asking, spent, strict=True) if so_far - one.seconds <= MOST_SECONDS]
        return chosen, len(asking) - len(chosen)

    def find_who_misses(
        self, askers: list[Asker], names: set[str], behind: Iterable[str] = frozenset()
    ) -> pytest.Item | None:
        """Return the first test that is red without these guards and green with them, what is behind lifted or not."""
        for asker in askers:
            if self.is_red(asker.item, names | set(behind)) and not (behind and self.is_red(asker.item, set(behind))):
                if not self.is_red(asker.item, set()):
                    return asker.item
                self.unsteady.add(asker.item.nodeid)
                self.say(f"unsteady, so not counted: {asker.item.nodeid} (seen as it asked {sorted(names)})")
        return None

    def is_red(self, item: pytest.Item, names: set[str]) -> bool:
        with lifting.lifted(names, self.databases[0]):
            return fault_of(item) is not None


def words_of(path: str) -> set[str]:
    """Return how the words of a path begin, so that `watchers` and `watching` are the same."""
    return {word[:5] for word in re.findall(r"[a-z]+", path.lower())} - {"app", "py", "tests", "test"}


def fault_of(item: pytest.Item) -> str | None:
    """Run one test, with what lasts for the session left standing, and return what is wrong, if anything is."""
    item._initrequest()  # type: ignore[attr-defined]
    item._report_sections.clear()
    reports = runtestprotocol(item, log=False, nextitem=item.session)  # type: ignore[arg-type]
    return next((str(one.longrepr)[-1500:] for one in reports if not one.passed), None)
