"""What the tests of repeats share: a Wednesday, tasks that repeat, and a look at what is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from sqlalchemy import select

from app.database import in_workspace
from app.extensions import db
from app.tasks.models import Task
from tests.cast import Person, Team

WEDNESDAY = datetime.fromisoformat("2027-05-12T09:00:00+02:00")
Look = Callable[[], list[str]]


@pytest.fixture(autouse=True)
def wednesday() -> Iterator[None]:
    with time_machine.travel(WEDNESDAY, tick=False):
        yield


@pytest.fixture
def inside(team: Team) -> Iterator[None]:
    with in_workspace(team.workspace_id):
        yield


@pytest.fixture
def look(inside: None) -> Look:
    """Return a function that reads all tasks, in the order of the list: `WEB-2 Water 2027-05-21 every Friday`."""

    def read() -> list[str]:
        db.session.rollback()
        tasks = db.session.scalars(select(Task).where(Task.trashed_at.is_(None)).order_by(Task.order_key))
        return [described(task) for task in tasks]

    return read


def described(task: Task) -> str:
    parts = [task.ref, "done" if task.is_done else "", task.title, str(task.due.date) if task.due else ""]
    return " ".join(part for part in [*parts, task.repeats.rule.text() if task.repeats else ""] if part)


def find(ref: str) -> Task:
    db.session.rollback()
    number = int(ref.rpartition("-")[2])
    return db.session.scalars(select(Task).where(Task.number == number, Task.project.has(key="WEB"))).one()


def add(person: Person, line: str) -> None:
    assert person.post("/acme/projects/WEB/tasks", {"title": line}).status_code == 303


def complete(person: Person, ref: str, **form: str) -> None:
    assert person.post(f"/acme/tasks/{ref}/status", {"status": "completed", **form}).status_code == 303
