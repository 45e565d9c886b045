"""Names for the ids of a workspace's log: of what the reader may know, and of nothing else."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select, text

from app.accounts.names import shown_name
from app.audit.kinds import HIDDEN
from app.audit.models import AuditEntry
from app.extensions import db
from app.projects.models import Project
from app.projects.visibility import visible_to
from app.tasks.models import Task
from app.workspaces.directory import read_directory
from app.workspaces.viewer import Viewer

PEOPLE = text("""
select m.user_id, u.name, m.removed_at is not null as is_gone from memberships m join users u on u.id = m.user_id
 where m.workspace_id = :workspace order by is_gone, lower(u.name), m.id limit 1000""")


class Someone(NamedTuple):
    """Who is or was a member."""

    user_id: uuid.UUID
    name: str
    is_gone: bool


def list_people(viewer: Viewer) -> list[Someone]:
    """Return everyone the log of the workspace may tell of, those who are gone at the end."""
    rows = db.session.execute(PEOPLE, {"workspace": viewer.workspace_id})
    return [Someone(id, shown_name(name), is_gone) for id, name, is_gone in rows]


def names_for(viewer: Viewer, rows: Iterable[AuditEntry]) -> dict[uuid.UUID, str]:
    """Return what the viewer may call the projects, tasks and members of these entries."""
    ids: set[uuid.UUID | None] = set()
    for row in rows:
        ids |= {row.subject_id} if row.kind.startswith(HIDDEN) else set()
        ids |= {uuid.UUID(one) for one in (row.after or {}).get("projects") or ()}
    if not ids:
        return {}
    projects = select(Project.id, Project.name).where(Project.id.in_(ids), visible_to(viewer))
    tasks = (
        select(Task.id, Project.key, Task.number, Task.title)
        .join(Project, (Project.id == Task.project_id) & (Project.workspace_id == Task.workspace_id))
        .where(Task.id.in_(ids), visible_to(viewer))
    )
    names = {id: person.name for id, person in read_directory(viewer).people.items()}
    names |= {row.id: row.name for row in db.session.execute(projects)}
    return names | {id: f"{key}-{number} {title}" for id, key, number, title in db.session.execute(tasks)}
