"""Everything under a task."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.extensions import db
from app.tasks.models import Task


def list_subtree(task: Task, *, lock: bool = False) -> list[Task]:
    """Return all tasks under this one, in order; with `lock` they stay as they are until commit."""
    tree = select(Task.id).where(Task.workspace_id == task.workspace_id, Task.parent_id == task.id).cte(recursive=True)
    child = aliased(Task)
    tree = tree.union_all(select(child.id).where(child.workspace_id == task.workspace_id, child.parent_id == tree.c.id))
    query = select(Task).where(Task.id.in_(select(tree.c.id))).order_by(Task.order_key)
    if lock:
        db.session.execute(
            select(Task.id).where(Task.id.in_(select(tree.c.id))).order_by(Task.id).with_for_update(key_share=True)
        )
    return list(db.session.scalars(query))
