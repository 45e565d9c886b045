"""Emptying the trash at somebody's word; what is left in it for 30 days goes by itself (`app/cleaning.py`)."""

from __future__ import annotations

from sqlalchemy import select, text

from app.activity.record import record
from app.extensions import db
from app.projects.models import Project
from app.projects.trashing import remove_project
from app.projects.visibility import visible_to
from app.tasks.models import Task
from app.workspaces.viewer import Viewer

FORGET = text("update events set before = null, after = null where workspace_id = :workspace and task_id = any(:ids)")
DELETE = text("delete from tasks where workspace_id = :workspace and id = any(:ids)")


def empty_trash(*, by: Viewer) -> None:
    """Delete for ever all that this viewer sees in the trash."""
    projects = select(Project).where(Project.trashed_at.is_not(None), Project.inbox_of.is_(None), visible_to(by))
    for project in list(db.session.scalars(projects.order_by(Project.id).with_for_update())):
        remove_project(project, by=by)
    remove_trashed_tasks(by=by)


def remove_trashed_tasks(*, by: Viewer) -> None:
    """Delete every trashed task in sight; what is under a trashed task is trashed too, so nothing is left hanging."""
    tasks = list(
        db.session.scalars(
            select(Task)
            .join(Project, (Project.id == Task.project_id) & (Project.workspace_id == Task.workspace_id))
            .where(Task.workspace_id == by.workspace_id, Task.trashed_at.is_not(None), visible_to(by))
            .order_by(Task.id)
            .with_for_update(of=Task)
        )
    )
    for task in tasks:
        if task.trashed_with == task.id:
            record("task.deleted", task, by=by)
    values = {"workspace": by.workspace_id, "ids": [task.id for task in tasks]}
    db.session.execute(FORGET, values)
    db.session.execute(DELETE, values)
    db.session.expire_all()
