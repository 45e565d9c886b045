"""What a link shows: titles, states, dates, descriptions and comments; no people but the names under comments."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select

from app.activity.record import record
from app.comments.models import Comment
from app.comments.writing import read_body
from app.database import new_id
from app.errors import Invalid
from app.extensions import db
from app.hues import hue_for
from app.projects.models import Project, Section
from app.shares.visiting import Visitor
from app.tasks.models import Task
from app.texts import one_line
from app.translation.speaking import _
from app.workspaces.models import initials_of

NAME_LIMIT = 60
MOST_TASKS = 500


class Said(NamedTuple):
    """A comment as visitors read it."""

    id: uuid.UUID
    name: str
    initials: str
    hue: str
    is_visitor: bool
    at: datetime
    body: str


def list_comments(task: Task) -> list[Said]:
    """Return what was said about the task, oldest first."""
    query = select(Comment).where(Comment.task_id == task.id, Comment.deleted_at.is_(None)).order_by(Comment.id)
    return [
        Said(
            one.id,
            one.visitor or one.author.name,
            initials_of(one.visitor or one.author.name),
            hue_for(uuid.uuid5(task.id, one.visitor)) if one.visitor else one.author.hue,
            one.visitor is not None,
            one.created_at,
            one.body,
        )
        for one in db.session.scalars(query)
    ]


def list_subtasks(task: Task) -> list[Task]:
    """Return what is directly under the task, in order."""
    query = select(Task).where(Task.parent_id == task.id, Task.trashed_at.is_(None)).order_by(Task.order_key)
    return list(db.session.scalars(query))


def list_shared(project: Project) -> list[tuple[str, list[Task]]]:
    """Return the tasks of the project by section, without subtasks, at most `MOST_TASKS`; the closed ones last."""
    sections = db.session.scalars(select(Section).where(Section.project_id == project.id).order_by(Section.order_key))
    names: dict[uuid.UUID | None, str] = {None: "", **{one.id: one.name for one in sections}}
    groups: dict[uuid.UUID | None, list[Task]] = {id: [] for id in names}
    closed: list[Task] = []
    for task in db.session.scalars(select(Task).where(*shown_of(project)).order_by(Task.order_key).limit(MOST_TASKS)):
        (groups[task.section_id] if task.is_open else closed).append(task)
    listed = [*((names[id], tasks) for id, tasks in groups.items()), (_("Closed"), closed)]
    return [(name, tasks) for name, tasks in listed if tasks]


def is_cut(project: Project) -> bool:
    """Say whether the project has more tasks than its page shows."""
    count = db.session.scalar(select(func.count()).select_from(Task).where(*shown_of(project)))
    return (count or 0) > MOST_TASKS


def shown_of(project: Project) -> tuple[ColumnElement[bool], ...]:
    return (Task.project_id == project.id, Task.trashed_at.is_(None), Task.parent_id.is_(None))


def comment_as_visitor(task: Task, form: Any, *, by: Visitor, at: datetime) -> Comment:
    """Return a comment in the name a visitor gave; who made the link answers for it."""
    name = one_line(str(form.get("name", "")))
    if not name or len(name) > NAME_LIMIT:
        raise Invalid({"name": [_("Say who you are, in at most {most} characters.", most=NAME_LIMIT)]})
    comment = Comment(
        workspace_id=task.workspace_id,
        id=new_id(),
        task_id=task.id,
        author_id=by.link.created_by,
        visitor=name,
        body=read_body(form.get("body", "")),
        created_at=at,
    )
    db.session.add(comment)
    record("comment.created", comment, by=None)
    return comment
