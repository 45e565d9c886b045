"""What the tests of undo share: a look at what is there, and the changes somebody has made."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from app.activity.models import Event
from app.database import in_workspace
from app.extensions import db
from app.tasks.models import Task
from tests.cast import Team

Look = Callable[[str], Task]


@pytest.fixture(autouse=True)
def inside(team: Team) -> Iterator[None]:
    """The test itself acts in Alice's workspace."""
    with in_workspace(team.workspace_id):
        yield


@pytest.fixture
def look() -> Look:
    """Return a function that reads a task by its title, as it is in the database now."""

    def read(title: str) -> Task:
        db.session.rollback()
        return db.session.scalars(select(Task).where(Task.title == title)).one()

    return read


def last_change() -> uuid.UUID:
    """Return the newest change of the workspace."""
    db.session.rollback()
    return db.session.scalars(select(Event.change_id).order_by(Event.seq.desc(), Event.id.desc()).limit(1)).one()
