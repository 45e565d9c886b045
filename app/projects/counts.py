"""Open and closed counts of a project, kept exact by adding up what each transaction changes."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session, UOWTransaction

from app.tasks.models import OPEN, Task

FIELDS = ("project_id", "status", "trashed_at")


@event.listens_for(Session, "before_flush")
def count_changes(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    """Note how this flush changes the counts; the transaction writes them last."""
    for task in session.new:
        if isinstance(task, Task):
            add(session, task.workspace_id, now(task), +1)
    for task in session.dirty:
        if isinstance(task, Task) and was(task) != now(task):
            add(session, task.workspace_id, was(task), -1)
            add(session, task.workspace_id, now(task), +1)
    for task in session.deleted:
        if isinstance(task, Task):
            add(session, task.workspace_id, was(task), -1)


def now(task: Task) -> tuple[uuid.UUID, bool, bool]:
    return task.project_id, task.status in OPEN, task.trashed_at is None


def was(task: Task) -> tuple[uuid.UUID, bool, bool]:
    """Return the same as the database still has it."""
    attributes = inspect(task).attrs
    old = [
        history.deleted[0] if (history := attributes[name].history).deleted else getattr(task, name) for name in FIELDS
    ]
    return old[0], old[1] in OPEN, old[2] is None


def add(session: Session, workspace_id: uuid.UUID, state: tuple[uuid.UUID, bool, bool], sign: int) -> None:
    project_id, is_open, is_live = state
    if is_live:
        counts = session.info.setdefault("count_changes", {}).setdefault((workspace_id, project_id), [0, 0])
        counts[0 if is_open else 1] += sign
