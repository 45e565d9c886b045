"""The whole matrix: every route as everyone, with each id exchanged for one of each side.

PRIMO_DRILL_MATRIX names some who ask, separated by commas, where one wants only those.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest
from flask import Flask

from app.local import postgres
from app.local.stores import Stores
from tests.cast import Team
from tests.matrix.budgets import MOST, over_budget
from tests.matrix.people import PRINCIPALS
from tests.matrix.requests import questions
from tests.matrix.running import matrix

pytestmark = pytest.mark.drill
WANTED = os.environ.get("PRIMO_DRILL_MATRIX", "")


def test_every_route_for_everyone_with_each_id_exchanged(
    app: Flask, team: Team, urls: Stores, statements: Callable[[], list[str]]
) -> None:
    start = time.monotonic()
    with matrix(app, team, postgres.url(urls.sockets, "postgres")) as asked:
        asked.count = lambda: len(statements())
        for who in PRINCIPALS:
            if not WANTED or who.name in WANTED.split(","):
                for question in questions(app):
                    asked.ask(question, who)
                print(f"{who.name}: {asked.figures} after {time.monotonic() - start:.0f} s", flush=True)
    counted = asked.figures.statements
    print("many statements:", {one: counted[one] for one in sorted(counted) if counted[one] > MOST})
    assert not asked.figures.unexpected, "\n".join(asked.figures.unexpected[:200])
    assert over_budget(counted) == []
