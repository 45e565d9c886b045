"""Everything under a task."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.extensions import db
from app.tasks.models import Task


def list_subtree(task: Task, *, lock: bool = False) -> list[Task]:
    """Return all tasks under this one, in order; with `lock` they stay as they are until commit."""
    return list_subtrees([task], lock=lock)


def list_subtrees(tasks: list[Task], *, lock: bool = False) -> list[Task]:
    """Return all tasks under these of one workspace, in order, in one statement (with `lock` in two)."""
    workspace_id, ids = tasks[0].workspace_id, [task.id for task in tasks]
    tree = select(Task.id).where(Task.workspace_id == workspace_id, Task.parent_id.in_(ids)).cte(recursive=True)
    child = aliased(Task)
    tree = tree.union(select(child.id).where(child.workspace_id == workspace_id, child.parent_id == tree.c.id))
    query = select(Task).where(Task.id.in_(select(tree.c.id))).order_by(Task.order_key)
    if lock:
        db.session.execute(
            select(Task.id).where(Task.id.in_(select(tree.c.id))).order_by(Task.id).with_for_update(key_share=True)
        )
    return list(db.session.scalars(query))


def families_of(tasks: list[Task]) -> list[list[Task]]:
    """Return each task with everything under it, locked; one that is under another of them stays with that one."""
    under = list_subtrees(tasks, lock=True)
    inside = {task.id for task in under}
    root_of = {task.id: task.id for task in tasks if task.id not in inside}
    waiting = under
    while known := [task for task in waiting if task.parent_id in root_of]:
        root_of |= {task.id: root_of[task.parent_id] for task in known if task.parent_id}
        waiting = [task for task in waiting if task.id not in root_of]
    families = {task.id: [task] for task in tasks if task.id not in inside}
    for task in under:
        families[root_of[task.id]].append(task)
    return list(families.values())
