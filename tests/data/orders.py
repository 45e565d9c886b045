"""Writers who move tasks at random through the domain, and the plain list that their events must give."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass

from psycopg import errors as pg
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from app import create_app, settings
from app.activity.models import Event
from app.database import in_workspace, utcnow
from app.extensions import db
from app.tasks.models import Task
from app.tasks.placing import place_task
from app.tasks.queries import get_task
from app.web.retries import is_lost_race
from app.workspaces.prologue import read_prologue
from app.workspaces.viewer import Viewer

HOT = 0.2
"""The share of moves that go to one and the same place, so that keys grow there."""


@dataclass(frozen=True)
class Writer:
    """Somebody who moves tasks, in a process or thread of their own."""

    token: str
    slug: str
    ids: tuple[uuid.UUID, ...]
    moves: int
    seed: int

    def run_alone(self, environment: dict[str, str]) -> int:
        """Do the moves as a process of its own; return how often a race was lost."""
        app = create_app(settings.load(environment))
        with app.app_context():
            lost = self.run()
            db.session.remove()
            db.engine.dispose()
        return lost

    def run(self) -> int:
        _, viewer = read_prologue(self.token, slug=self.slug)
        assert viewer is not None
        db.session.rollback()
        chance = random.Random(self.seed)
        return sum(self.move(viewer, chance) for _ in range(self.moves))

    def move(self, viewer: Viewer, chance: random.Random) -> int:
        """Put a task beside another, or at the end; again where a race was lost, which a wait for too long is, too."""
        task, other = chance.sample(self.ids, 2)
        if chance.random() < HOT:
            other = self.ids[0] if task != self.ids[0] else other
        side = chance.choice(("before", "after", "after", "end"))
        for lost in range(20):
            try:
                put(viewer, task, None if side == "end" and chance.random() < 0.1 else other, side)
            except (DBAPIError, pg.Error) as error:
                db.session.rollback()
                if not is_lost_race(error):
                    raise
            else:
                return lost
        raise AssertionError("a move never came through")


def put(viewer: Viewer, task_id: uuid.UUID, other_id: uuid.UUID | None, side: str) -> None:
    with in_workspace(viewer.workspace_id):
        task = get_task(viewer, task_id, to="task.edit", lock=True)
        other = get_task(viewer, other_id, to="task.view") if other_id else None
        sides = {"before": other} if side == "before" else {"after": other}
        place_task(task, by=viewer, at=utcnow(), **sides)
        db.session.commit()
        db.session.expunge_all()


def replay(start: list[str], events: list[Event]) -> list[str]:
    """Return what the moves make of a plain list; each must have found and left the neighbours it tells of."""
    plain = list(start)
    for event in events:
        id = str(event.subject_id)
        assert beside(plain, plain.index(id)) == event.before
        plain.remove(id)
        after = event.after or {}
        plain.insert(plain.index(after["behind"]) + 1 if after["behind"] else 0, id)
        assert beside(plain, plain.index(id)) == after
    return plain


def beside(plain: list[str], place: int) -> dict[str, str | None]:
    return {
        "behind": plain[place - 1] if place else None,
        "before": plain[place + 1] if place + 1 < len(plain) else None,
    }


def check(workspace_id: uuid.UUID, start: list[str]) -> tuple[int, int]:
    """Compare the order in the database with the replayed one; return the number of moves and the longest key."""
    db.session.rollback()
    with in_workspace(workspace_id):
        moves = db.session.scalars(select(Event).where(Event.kind == "task.moved").order_by(Event.seq, Event.id)).all()
        rows = db.session.execute(select(Task.id, Task.order_key).order_by(Task.order_key)).all()
    assert [str(id) for id, _ in rows] == replay(start, list(moves))
    assert len({key for _, key in rows}) == len(rows)
    return len(moves), max(len(key) for _, key in rows)
