"""The people who watch a task, and choosing to be one of them or not."""

from __future__ import annotations

import uuid

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert

from app.extensions import db
from app.tasks.models import Task
from app.watching.models import Watch
from app.workspaces.viewer import Viewer

WATCHERS = text("""
select m.id from memberships m
 where m.workspace_id = :workspace and m.removed_at is null and coalesce(
   (select w.is_on from watches w where w.workspace_id = :workspace and w.task_id = :task and w.membership_id = m.id),
   m.id = :creator
   or exists (select from task_assignees a
               where a.workspace_id = :workspace and a.task_id = :task and a.membership_id = m.id)
   or exists (select from comments c where c.workspace_id = :workspace and c.task_id = :task and c.author_id = m.id
                 and c.visitor is null and c.deleted_at is null))""")


def list_watchers(task: Task) -> set[uuid.UUID]:
    """Return the members who watch the task; whether they may still see it is asked when they are told."""
    values = {"workspace": task.workspace_id, "task": task.id, "creator": task.created_by}
    return set(db.session.scalars(WATCHERS, values))


def choose_watching(task: Task, is_on: bool, *, by: Viewer) -> None:
    """Watch the task or not, whatever else would make one watch it."""
    db.session.execute(
        insert(Watch.__table__)  # type: ignore[arg-type]  # SQLAlchemy types it as FromClause
        .values(workspace_id=task.workspace_id, task_id=task.id, membership_id=by.member_id, is_on=is_on)
        .on_conflict_do_update(index_elements=["workspace_id", "task_id", "membership_id"], set_={"is_on": is_on})
    )
    task_changed(task)


def task_changed(task: Task) -> None:
    """Let open pages and kept ones show who watches it now."""
    db.session().info.setdefault("changed_workspaces", set()).add(task.workspace_id)
