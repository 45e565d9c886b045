"""Everything under a task."""

from __future__ import annotations

from sqlalchemy import column, select, text

from app.extensions import db
from app.tasks.models import Task

UNDER = """
with recursive under(id) as (
  select id from tasks where workspace_id = :workspace and parent_id = any(:ids)
  union
  select t.id from tasks t join under on t.parent_id = under.id where t.workspace_id = :workspace)
select id from {found}"""
IDS = text(UNDER.format(found="under")).columns(column("id"))
LOCKED = text(UNDER.format(found="tasks where id in (select id from under) order by id for no key update"))


def list_subtree(task: Task, *, lock: bool = False) -> list[Task]:
    """Return all tasks under this one, in order; with `lock` they stay as they are until commit."""
    return list_subtrees([task], lock=lock)


def list_subtrees(tasks: list[Task], *, lock: bool = False) -> list[Task]:
    """Return all tasks under these of one workspace, in order; with `lock` they are read once they are locked."""
    values = {"workspace": tasks[0].workspace_id, "ids": [task.id for task in tasks]}
    if lock and not db.session.execute(LOCKED, values).all():
        return []
    return list(db.session.scalars(select(Task).where(Task.id.in_(IDS)).order_by(Task.order_key), values))


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
