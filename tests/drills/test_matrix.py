"""The whole matrix: every route as everyone, with each id exchanged for one of each side.

Two processes share who asks. PRIMO_DRILL_MATRIX names some of them, separated by commas, where one wants only those.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from flask import Flask

from app.extensions import db
from app.local import postgres
from app.local.stores import Stores
from tests.cast import Team
from tests.check import CHECKOUT
from tests.matrix.budgets import MOST, over_budget
from tests.matrix.people import BY_NAME, PRINCIPALS
from tests.matrix.requests import questions
from tests.matrix.running import matrix

pytestmark = pytest.mark.drill
WANTED = os.environ.get("PRIMO_DRILL_MATRIX", "")


def test_every_route_for_everyone_with_each_id_exchanged(
    app: Flask, team: Team, urls: Stores, statements: Callable[[], list[str]]
) -> None:
    if not WANTED:
        ask_in_two(app)
        return
    start = time.monotonic()
    with matrix(app, team, postgres.url(urls.sockets, "postgres")) as asked:
        asked.count = lambda: len(statements())
        for name in WANTED.split(","):
            for question in questions(app):
                asked.ask(question, BY_NAME[name])
            asked.look()
            print(f"{name}: {asked.figures} after {time.monotonic() - start:.0f} s", flush=True)
    counted = asked.figures.statements
    print("many statements:", {one: counted[one] for one in sorted(counted) if counted[one] > MOST})
    assert not asked.figures.unexpected, "\n".join(asked.figures.unexpected[:200])
    assert over_budget(counted) == []


def ask_in_two(app: Flask) -> None:
    """Run this test in two processes, each as half of those who ask."""
    db.session.remove()  # nothing stays open while they ask
    asked = list(questions(app))
    shares: tuple[list[str], list[str]] = ([], [])
    for who in sorted(PRINCIPALS, key=lambda one: [one.meets_at(question) for question in asked].count(None)):
        min(shares, key=len).insert(0, who.name)
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-m", "drill", __file__]
    running = [
        subprocess.Popen(command, cwd=CHECKOUT, env=os.environ | {"PRIMO_DRILL_MATRIX": ",".join(names)})
        for names in shares
    ]
    assert [one.wait() for one in running] == [0, 0]
