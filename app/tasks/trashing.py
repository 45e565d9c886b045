"""Out of sight but not lost: a task goes to the trash with everything under it, and comes back as it was."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, text

from app.activity.record import record
from app.errors import Invalid
from app.extensions import db
from app.tasks.models import Task
from app.tasks.subtree import list_subtree
from app.translation.speaking import _
from app.workspaces.viewer import Viewer

FORGET = text("update events set before = null, after = null where workspace_id = :w and task_id = any(:ids)")


def trash_task(task: Task, *, by: Viewer, at: datetime) -> None:
    """Put the task and its live subtasks into the trash, as one thing that comes back as one."""
    if task.trashed_at is None:
        trash_family([task, *list_subtree(task, lock=True)], by=by, at=at)


def trash_family(family: list[Task], *, by: Viewer, at: datetime) -> None:
    """Put a task and everything under it, which are locked, into the trash."""
    task = family[0]
    for one in family:
        if one.trashed_at is None:
            one.trashed_at, one.trashed_with = at, task.id
            one.touch(at)
    record("task.trashed", task, by=by)


def restore_task(task: Task, *, by: Viewer, at: datetime) -> None:
    """Bring back the task and what was trashed with it; under a trashed parent it becomes a task of its own."""
    if task.trashed_at is not None:
        restore_family([task, *list_subtree(task, lock=True)], by=by, at=at)


def restore_family(family: list[Task], *, by: Viewer, at: datetime) -> None:
    """Bring back a task and what was trashed with it; what is under it is locked."""
    task = family[0]
    if task.project.trashed_at is not None:
        raise Invalid(
            {"task": [_("Its project “{name}” is in the trash. Restore the project first.", name=task.project.name)]}
        )
    together = task.trashed_with
    for one in family:
        if one.trashed_with == together:
            one.trashed_at = one.trashed_with = None
            one.touch(at)
    if task.parent_id is not None and task.parent is not None and task.parent.trashed_at is not None:
        task.parent_id, task.parent = None, None
    record("task.restored", task, by=by)


def delete_task(task: Task, *, by: Viewer | None) -> None:
    """Delete a trashed task for ever, with what is under it; what its events said is blanked. The clock is nobody."""
    if task.trashed_at is None:
        raise Invalid({"task": ["Put the task into the trash first."]})
    family = [task, *list_subtree(task, lock=True)]
    db.session.execute(FORGET, {"w": task.workspace_id, "ids": [one.id for one in family]})
    record("task.deleted", task, by=by)
    db.session.flush()
    db.session.execute(delete(Task).where(Task.id == task.id).execution_options(synchronize_session=False))
    db.session.expire_all()
