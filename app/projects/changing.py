"""Changing a project: its name, hue and key, whether it is archived, and its place in the sidebar."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Literal

from sqlalchemy import delete, select, text

from app.activity.record import record
from app.database import new_id
from app.errors import Invalid
from app.extensions import db
from app.ordering import moved
from app.projects.creating import read_hue, read_key, read_project_name, used_keys
from app.projects.models import Project, RetiredKey
from app.projects.visibility import visible_to
from app.workspaces.viewer import Viewer

KEEP_NUMBERS = text("""
insert into task_references (workspace_id, id, project_key, number, task_id)
select t.workspace_id, gen_random_uuid(), :key, t.number, t.id
  from tasks t where t.workspace_id = :workspace and t.project_id = :project""")
FORGET_NUMBERS = text("""
delete from task_references r using tasks t
 where r.workspace_id = :workspace and r.project_key = :key
   and t.workspace_id = :workspace and t.id = r.task_id and t.project_id = :project and t.number = r.number""")
PATIENCE = text("set local statement_timeout = '25s'")
"""For the few statements that touch every task of a project; a hundred thousand take longer than a page may."""

Step = Literal["up", "down"]


def change_project(project: Project, *, by: Viewer, name: str, hue: str, key: str, again: str = "") -> None:
    """Give the project another name, hue or key; the old key is retired and the old numbers keep working.

    `again` is a retired key that was this project's own, and may be so again.
    """
    refuse_inbox(project)
    readers: dict[str, Callable[[], str]] = {
        "name": lambda: read_project_name(name),
        "hue": lambda: read_hue(hue),
        "key": lambda: read_key(key, used_keys() - {project.key, again}),
    }
    changes: dict[str, str] = {}
    errors: dict[str, list[str]] = {}
    for field, read in readers.items():
        try:
            changes[field] = read()
        except Invalid as fault:
            errors |= fault.errors
    if errors:
        raise Invalid(errors)
    if changes["key"] != project.key:
        keep_numbers(project)
        if changes["key"] == again:
            take_key_again(project, again)
    changed = [field for field, value in changes.items() if getattr(project, field) != value]
    for field in changed:
        setattr(project, field, changes[field])
    if changed:
        record("project.changed", project, by=by)


def keep_numbers(project: Project) -> None:
    """Retire the project's key, and let every number given under it lead to its task for ever."""
    db.session.execute(PATIENCE)
    db.session.execute(KEEP_NUMBERS, {"workspace": project.workspace_id, "project": project.id, "key": project.key})
    db.session.add(RetiredKey(workspace_id=project.workspace_id, id=new_id(), key=project.key))


def take_key_again(project: Project, key: str) -> None:
    """Give a retired key back to its project: its numbers lead to their tasks by themselves again."""
    values = {"workspace": project.workspace_id, "project": project.id, "key": key}
    db.session.execute(FORGET_NUMBERS, values)
    db.session.execute(delete(RetiredKey).where(RetiredKey.key == key))


def archive_project(project: Project, *, by: Viewer, at: datetime) -> None:
    """Take the project out of the sidebar and the lists of the workspace; its own page stays readable."""
    refuse_inbox(project)
    if project.archived_at is None:
        project.archived_at = at
        record("project.archived", project, by=by)


def bring_back_project(project: Project, *, by: Viewer) -> None:
    if project.archived_at is not None:
        project.archived_at = None
        record("project.brought_back", project, by=by)


def move_project(project: Project, step: Step, *, by: Viewer) -> None:
    """Change places with the project above or below in the sidebar; at the end nothing happens."""
    refuse_inbox(project)
    others = select(Project).where(
        Project.inbox_of.is_(None), Project.archived_at.is_(None), Project.trashed_at.is_(None), visible_to(by)
    )
    beside = (
        others.where(Project.order_key < project.order_key).order_by(Project.order_key.desc())
        if step == "up"
        else others.where(Project.order_key > project.order_key).order_by(Project.order_key)
    )
    other = db.session.scalar(beside.limit(1))
    if other is not None:
        put_project(project, by=by, **({"before": other.id} if step == "up" else {"behind": other.id}))


def put_project(
    project: Project, *, by: Viewer, behind: uuid.UUID | None = None, before: uuid.UUID | None = None
) -> None:
    """Put the project right behind another in the sidebar, or right before one."""
    rows = select(Project.id, Project.order_key).where(Project.inbox_of.is_(None)).order_by(Project.order_key)
    places = [(row.id, row.order_key) for row in db.session.execute(rows)]
    project.order_key, was, now = moved(places, project.id, behind, before)
    if was != now:
        record("project.moved", project, by=by, before=was, after=now)


def refuse_inbox(project: Project) -> None:
    if project.is_inbox:
        raise Invalid(message="The Inbox stays as it is: it cannot be renamed, moved, archived or trashed.")
