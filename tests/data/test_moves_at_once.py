"""Several writers move the same tasks at once: the order is that of a plain list on which their moves were replayed."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import select

from app.database import in_workspace
from app.extensions import db
from app.ordering import LONGEST
from app.tasks.models import Task
from tests.cast import Team
from tests.data.orders import Writer, check

WRITERS = 4
MOVES = 400
TASKS = 30


def test_moves_of_several_writers_are_moves_in_one_list(app: Flask, team: Team) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "\n".join(f"Task {n}" for n in range(TASKS))})
    with in_workspace(team.workspace_id):
        ids: list[uuid.UUID] = list(db.session.scalars(select(Task.id).order_by(Task.order_key)))
    db.session.rollback()

    def write(seed: int) -> int:
        with app.app_context():
            person = (team.alice, team.bob)[seed % 2]
            return Writer(person.token, team.slug, tuple(ids), MOVES // WRITERS, seed).run()

    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(write, range(WRITERS)))
    moves, longest = check(team.workspace_id, [str(id) for id in ids])
    assert moves > MOVES * 0.8
    assert longest <= LONGEST
