"""Single tasks and projects, always through the one who asks: not yours and not there are the same NotFound."""

from __future__ import annotations

import uuid
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, Text, Uuid, bindparam, select, tuple_
from sqlalchemy.orm import contains_eager

from app.errors import NotFound
from app.extensions import db
from app.projects.models import Project
from app.projects.visibility import Seer, visible_to
from app.tasks.models import Task, TaskReference
from app.tasks.refs import TaskRef
from app.workspaces.models import Role
from app.workspaces.policy import require
from app.workspaces.viewer import Viewer


def get_task(viewer: Viewer, ref: TaskRef | uuid.UUID, *, to: str, lock: bool = False, trashed: bool = False) -> Task:
    """Return the task this viewer may do `to`; NotFound if they may not see it, Forbidden if only that.

    A trashed task is found only with `trashed`; with `lock` nobody else changes the row until commit.
    """
    asked: dict[str, Any] = {"workspace": viewer.workspace_id, "me": viewer.member_id}
    task: Task | None
    if isinstance(ref, TaskRef):
        asked |= ref._asdict()
        task = db.session.scalar(single_task("ref", viewer.role, lock, trashed), asked) or db.session.scalar(
            single_task("former ref", viewer.role, lock, trashed), asked
        )
    else:
        task = db.session.scalar(single_task("id", viewer.role, lock, trashed), asked | {"id": ref})
    if task is None:
        raise NotFound
    require(viewer, to, task)
    return task


class Asking(NamedTuple):
    """A viewer as statements that are built once name one."""

    role: Role
    workspace_id: Any = bindparam("workspace", type_=Uuid())
    member_id: Any = bindparam("me", type_=Uuid())


@cache
def single_task(by: str, role: Role, lock: bool, trashed: bool) -> Select[Any]:
    """Return the query of one task, which costs more to build than to ask."""
    query = visible_tasks(Asking(role))
    if not trashed:
        query = query.where(Task.trashed_at.is_(None), Project.trashed_at.is_(None))
    if lock:
        query = query.with_for_update(of=Task, key_share=True)
    key, number = bindparam("key", type_=Text()), bindparam("number", type_=Integer())
    if by == "ref":
        return query.where(Project.key == key, Task.number == number)
    if by == "id":
        return query.where(Task.id == bindparam("id", type_=Uuid()))
    former = select(TaskReference.task_id).where(
        TaskReference.workspace_id == Asking(role).workspace_id,
        TaskReference.project_key == key,
        TaskReference.number == number,
    )
    return query.where(Task.id == former.scalar_subquery())


def get_tasks(viewer: Viewer, refs: list[TaskRef], *, to: str, lock: bool = False) -> list[Task]:
    """Return these tasks, each once, in the order of their ids, or NotFound if there is one the viewer may not see.

    Nothing that is in the trash is found; with `lock` nobody else changes the rows until commit.
    """
    query = visible_tasks(viewer).where(Task.trashed_at.is_(None), Project.trashed_at.is_(None)).order_by(Task.id)
    if lock:
        query = query.with_for_update(of=Task, key_share=True)
    wanted = set(refs)
    tasks = set(db.session.scalars(query.where(tuple_(Project.key, Task.number).in_(wanted))))
    if missing := wanted - {TaskRef(task.project.key, task.number) for task in tasks}:
        former = select(TaskReference.task_id).where(
            TaskReference.workspace_id == viewer.workspace_id,
            tuple_(TaskReference.project_key, TaskReference.number).in_(missing),
        )
        ids = list(db.session.scalars(former))
        tasks |= set(db.session.scalars(query.where(Task.id.in_(ids))))
        if len(ids) < len(missing) or not set(ids) <= {task.id for task in tasks}:
            raise NotFound
    for task in tasks:
        require(viewer, to, task)
    return sorted(tasks, key=lambda task: task.id)


def visible_tasks(viewer: Seer) -> Select[Any]:
    """Return a query of the tasks in projects this viewer may see."""
    return (
        select(Task)
        .join(Project, (Project.id == Task.project_id) & (Project.workspace_id == Task.workspace_id))
        .where(Task.workspace_id == viewer.workspace_id, visible_to(viewer))
        .options(contains_eager(Task.project))
    )


def get_project(viewer: Viewer, key: str, *, to: str, lock: bool = False, trashed: bool = False) -> Project:
    """Return the project with this key that the viewer may do `to`."""
    query = select(Project).where(
        Project.workspace_id == viewer.workspace_id, Project.key == key.upper(), visible_to(viewer)
    )
    if not trashed:
        query = query.where(Project.trashed_at.is_(None))
    if lock:
        query = query.with_for_update(key_share=True)
    project = db.session.scalar(query)
    if project is None:
        raise NotFound
    require(viewer, to, project)
    return project


def get_inbox(viewer: Viewer) -> Project:
    """Return the viewer's own Inbox; everybody in a workspace has one."""
    inbox = select(Project).where(Project.workspace_id == viewer.workspace_id, Project.inbox_of == viewer.member_id)
    return db.session.scalars(inbox).one()
