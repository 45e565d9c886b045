"""Runs the tests once to learn which guards each of them asks, then those tests again without each guard in turn.

`python -m pytest -q -p tests.guards.plugin tests/security …` prints a line for each guard that no test misses.
PRIMO_DRILL_ONLY=app/accounts,app/api lifts those of some folders or files only, PRIMO_DRILL_PART=1/2 every second one.
PRIMO_DRILL_LEARNED names a file that keeps which test asks what: only tests that are not in it, or were changed, are
run to learn that. Parts that are run at once with the same file share this work.
"""

from __future__ import annotations

import os
import time

import pytest
from flask import Flask

from app.local import postgres
from app.local.stores import Stores
from tests.guards import lifting
from tests.guards.behind import BEHIND
from tests.guards.drill import Drill, fault_of
from tests.guards.learning import Known
from tests.guards.loading import GUARDS, load_marked

load_marked()
lifting.watch_statements()
DATABASES: list[str] = []


@pytest.fixture(scope="session", autouse=True)
def database(migrated_app: Flask, urls: Stores) -> None:
    """Where the wall is lifted, by the superuser."""
    DATABASES.append(postgres.url(urls.sockets, "postgres"))


def pytest_runtestloop(session: pytest.Session) -> bool:
    """Learn who asks what, then lift one guard after the other."""
    start = time.monotonic()
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    assert reporter is not None

    def say(line: str) -> None:
        reporter.write_line(line, flush=True)

    drill, part = Drill(say, DATABASES), os.environ.get("PRIMO_DRILL_PART", "1/1")
    fault_of(session.items[0])  # with it come the stores and the application, also where nothing is to be learnt
    is_green = drill.learn(session.items, Known(os.environ.get("PRIMO_DRILL_LEARNED", os.devnull)), part)
    asked = len(GUARDS.keys() & drill.askers.keys())
    say(f"{len(session.items)} tests, {len(GUARDS)} guards, {asked} of them asked; {passed(start)}")
    chosen = choose(list(GUARDS), os.environ.get("PRIMO_DRILL_ONLY", ""), part)
    for name in chosen:
        drill.lift(name)
    gone = [name for name in BEHIND if name not in GUARDS]
    for name in gone:
        say(f"NO SUCH GUARD: {name}")
    found = ", ".join(f"{count} {outcome}" for outcome, count in drill.came_to.most_common())
    say(f"{len(chosen)} guards, {found or 'none lifted'}; {passed(start)}")
    session.testsfailed = (not is_green) + len(gone) + drill.came_to["not missed"] + drill.came_to["not asked"]
    return True


def choose(names: list[str], folders: str, part: str) -> list[str]:
    """Return the guards of some folders or files, and of those every nth."""
    number, parts = map(int, part.split("/"))
    within = [name for name in names if name.startswith(tuple(folders.split(",")))]
    return within[number - 1 :: parts]


def passed(start: float) -> str:
    return f"{time.monotonic() - start:.0f} s"
