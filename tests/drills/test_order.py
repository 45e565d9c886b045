"""Writers in processes of their own move tasks at random; the order stays that of a plain list.

PRIMO_DRILL_MOVES and PRIMO_DRILL_WRITERS set the size.
"""

from __future__ import annotations

import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from sqlalchemy import select

from app.database import in_workspace
from app.extensions import db
from app.ordering import LONGEST
from app.tasks.models import Task
from tests.data.orders import Writer, check
from tests.instances import instance

pytestmark = pytest.mark.drill
MOVES = int(os.environ.get("PRIMO_DRILL_MOVES", "20000"))
WRITERS = int(os.environ.get("PRIMO_DRILL_WRITERS", "8"))
TASKS = 200
ROOM = 8
"""What a key may be longer than LONGEST: the list is laid out anew by the move that finds it so."""


def test_many_moves_of_many_writers_give_the_order_of_a_plain_list(environment: dict[str, str]) -> None:
    with instance(environment) as own:
        team = own.assemble()
        team.alice.post("/acme/projects/WEB/tasks", {"title": "\n".join(f"Task {n}" for n in range(TASKS))})
        with in_workspace(team.workspace_id):
            ids = tuple(db.session.scalars(select(Task.id).order_by(Task.order_key)))
        db.session.remove()
        people = (team.alice, team.bob)
        writers = [
            Writer(people[n % 2].token, team.slug, ids, MOVES // WRITERS + (n < MOVES % WRITERS), n)
            for n in range(WRITERS)
        ]
        start = time.monotonic()
        with ProcessPoolExecutor(WRITERS, mp_context=get_context("spawn")) as processes:
            lost = sum(one.result() for one in [processes.submit(w.run_alone, own.environment) for w in writers])
        seconds = time.monotonic() - start
        moves, longest = check(team.workspace_id, [str(id) for id in ids])
        print(
            f"{MOVES} moves by {WRITERS} writers in {seconds:.0f} s, {MOVES / seconds:.0f} a second:"
            f" {moves} changed the order, {lost} were tried again, the longest key has {longest} characters"
        )
        assert longest <= LONGEST + ROOM
