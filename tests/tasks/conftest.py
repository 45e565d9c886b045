"""What the tests of tasks share: a look into the database, and short ways to make and read tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from app.database import in_workspace
from app.extensions import db
from app.projects.models import Project
from app.tasks.models import Task
from tests.cast import Team

Look = Callable[[str], Task]


@pytest.fixture
def inside(team: Team) -> Iterator[None]:
    """The test itself acts in Alice's workspace."""
    with in_workspace(team.workspace_id):
        yield


@pytest.fixture
def look(inside: None) -> Look:
    """Return a function that reads a task by its title, as it is in the database now."""

    def read(title: str) -> Task:
        db.session.rollback()
        return db.session.scalars(select(Task).where(Task.title == title)).one()

    return read


@pytest.fixture
def project(inside: None) -> Project:
    return db.session.scalars(select(Project).where(Project.key == "WEB")).one()
