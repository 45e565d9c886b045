"""Emptying the trash: all of it at somebody's word, or what has been in it for 30 days."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, text

from app.activity.record import record
from app.database import in_workspace
from app.extensions import db
from app.projects.models import Project
from app.projects.trashing import remove_project
from app.tasks.models import Task
from app.tasks.queries import visible_to
from app.trash.contents import DAYS_KEPT
from app.workspaces.prologue import enter_workspace
from app.workspaces.viewer import Viewer

FORGET = text("update events set before = null, after = null where workspace_id = :workspace and task_id = any(:ids)")
DELETE = text("delete from tasks where workspace_id = :workspace and id = any(:ids)")
OLD = text("""
select workspace_id from tasks where trashed_at < :before
union select workspace_id from projects where trashed_at < :before""")


def empty_trash(*, by: Viewer) -> int:
    """Delete for ever all that this viewer sees in the trash; return how many tasks and projects that was."""
    return remove_trashed(by=by, tasks=[visible_to(by)], projects=[Project.inbox_of.is_(None)])


def remove_old_trash(now: datetime) -> None:
    """Delete for ever what has been in the trash for 30 days, workspace by workspace."""
    before = now - timedelta(days=DAYS_KEPT)
    for workspace_id in list(db.session.scalars(OLD, {"before": before})):
        db.session.rollback()
        with in_workspace(workspace_id):
            enter_workspace(workspace_id)
            remove_trashed(by=None, tasks=[Task.trashed_at < before], projects=[Project.trashed_at < before])
            db.session.commit()


def remove_trashed(*, by: Viewer | None, tasks: list[Any], projects: list[Any]) -> int:
    """Delete the trashed projects and tasks that fit; what is under a trashed task is trashed too and goes with it."""
    gone = list(
        db.session.scalars(
            select(Project).where(Project.trashed_at.is_not(None), *projects).order_by(Project.id).with_for_update()
        )
    )
    for project in gone:
        remove_project(project, by=by)
    rows = list(
        db.session.scalars(
            select(Task)
            .join(Project, (Project.id == Task.project_id) & (Project.workspace_id == Task.workspace_id))
            .where(Task.trashed_at.is_not(None), Project.trashed_at.is_(None), *tasks)
            .order_by(Task.id)
            .with_for_update(of=Task)
        )
    )
    roots = [task for task in rows if task.trashed_with == task.id]
    for task in roots:
        record("task.deleted", task, by=by)
    if rows:
        values = {"workspace": rows[0].workspace_id, "ids": [task.id for task in rows]}
        db.session.execute(FORGET, values)
        db.session.execute(DELETE, values)
        db.session.expire_all()
    return len(gone) + len(roots)
