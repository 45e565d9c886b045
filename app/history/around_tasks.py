"""What stands around the tasks of a change: what was linked to them, and what has come to be inside them."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import select

from app.comments.models import Comment
from app.extensions import db
from app.history.changes import Net
from app.history.subjects import Undoing
from app.projects.models import Label, Section
from app.tasks.models import Task
from app.workspaces.models import Membership


def read_linked(nets: list[Net]) -> dict[uuid.UUID, Any]:
    """Return the labels, people and sections that these changes took from tasks, as far as they are still there."""
    found: dict[uuid.UUID, Any] = {}
    models: tuple[tuple[Any, str], ...] = ((Label, "labels"), (Membership, "assignees"), (Section, "section_id"))
    for model, name in models:
        kept = [value for net in nets if (value := net.before.get(name))]
        ids = {uuid.UUID(id) for value in kept for id in (value if isinstance(value, list) else [value])}
        if ids:
            found |= {row.id: row for row in db.session.scalars(select(model).where(model.id.in_(ids)))}
    return {id: row for id, row in found.items() if getattr(row, "removed_at", None) is None}


def count_inside(ids: list[uuid.UUID], undoing: Undoing) -> dict[uuid.UUID, dict[str, int]]:
    """Return how many comments and subtasks these tasks have got that do not leave with them by the same undo."""
    if not ids:
        return {}
    comments = select(Comment.task_id, Comment.id).where(Comment.task_id.in_(ids), Comment.deleted_at.is_(None))
    subtasks = select(Task.parent_id, Task.id).where(Task.parent_id.in_(ids), Task.trashed_at.is_(None))
    found: dict[Any, dict[str, int]] = {}
    for what, query in (("comment", comments), ("subtask", subtasks)):
        for task_id, id in db.session.execute(query):
            if id not in undoing.leaving:
                counts = found.setdefault(task_id, {})
                counts[what] = counts.get(what, 0) + 1
    return found
