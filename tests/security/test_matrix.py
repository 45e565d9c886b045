"""A fixed slice of the matrix: each route once, a member with every id exchanged, everyone else at the door.

The whole of it is a drill (`tests/drills/test_matrix.py`); how it is made says `tests/matrix/`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from app.local import postgres
from app.local.stores import Stores
from app.workspaces.principals import LOOKS_AFTER
from tests.cast import Team
from tests.matrix.people import BY_NAME
from tests.matrix.requests import Question, questions
from tests.matrix.running import Matrix, matrix

SIDES = ("hidden", "foreign")
GUESTS = ("guest in the project", "guest elsewhere")
OUTSIDE = ("without a workspace", "removed a second ago", "disabled", "token of a removed member")
"""All of them stop at one door: each route is asked by one of them here, and by all in the drill."""


@pytest.fixture
def asked(app: Flask, team: Team, urls: Stores) -> Iterator[Matrix]:
    with matrix(app, team, postgres.url(urls.sockets, "postgres")) as made:
        yield made


def each_route_once(app: Flask) -> list[Question]:
    """Return of each route and method the question that names most."""
    best: dict[tuple[str, str], Question] = {}
    for one in questions(app):
        known = best.get((one.endpoint, one.method))
        if known is None or len(one.kinds) > len(known.kinds):
            best[one.endpoint, one.method] = one
    return list(best.values())


def test_nobody_sees_or_does_what_they_may_not(app: Flask, asked: Matrix) -> None:
    for turn, question in enumerate(each_route_once(app)):
        asked.ask(question, BY_NAME["member"], SIDES, but=("workspace",))
        for name in (*GUESTS, OUTSIDE[turn % len(OUTSIDE)]):
            asked.ask(question, BY_NAME[name], ())
        if question.is_api:
            asked.ask(question, BY_NAME["token (read)"], ())
        if question.action == LOOKS_AFTER:
            asked.ask(question, BY_NAME["looks after the instance"])
        assert not asked.figures.unexpected, "\n".join(asked.figures.unexpected)
    asked.look()
    assert not asked.figures.unexpected, "\n".join(asked.figures.unexpected)
