"""What is in the trash, for the one who asks: tasks as they were put in, and whole projects."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from app.extensions import db
from app.projects.visibility import seen
from app.workspaces.directory import Person, read_directory
from app.workspaces.viewer import Viewer

DAYS_KEPT = 30
MOST_SHOWN = 200

TASKS = text(f"""
select t.title, p.key || '-' || t.number, p.name, p.hue, t.trashed_at,
       (select e.actor_id from events e where e.workspace_id = :workspace and e.task_id = t.id
           and e.kind = 'task.trashed' order by e.seq desc limit 1),
       (select count(*) from tasks c
         where c.workspace_id = :workspace and c.trashed_with = t.id and c.id <> t.id)
  from tasks t join projects p on p.workspace_id = :workspace and p.id = t.project_id
 where t.workspace_id = :workspace and t.trashed_at is not null and t.trashed_with = t.id and p.trashed_at is null
   and {seen(me=":me", workspace=":workspace")}
 order by t.trashed_at desc, t.id limit :most""")  # noqa: S608 - ours

PROJECTS = text(f"""
select p.name, p.key, p.name, p.hue, p.trashed_at,
       (select e.actor_id from events e where e.workspace_id = :workspace and e.project_id = p.id
           and e.kind = 'project.trashed' order by e.seq desc limit 1),
       p.open_count + p.closed_count
  from projects p
 where p.workspace_id = :workspace and p.trashed_at is not null and p.inbox_of is null
   and {seen(me=":me", workspace=":workspace")}
 order by p.trashed_at desc, p.id limit :most""")  # noqa: S608 - ours


@dataclass(frozen=True, slots=True)
class Trashed:
    """A task with its subtasks, or a project with its tasks: `inside` counts them."""

    name: str
    ref: str
    project: str
    hue: str
    at: datetime
    by: Person | None
    inside: int


@dataclass(frozen=True, slots=True)
class Trash:
    tasks: list[Trashed]
    projects: list[Trashed]

    @property
    def is_empty(self) -> bool:
        return not self.tasks and not self.projects

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than is shown."""
        return MOST_SHOWN in (len(self.tasks), len(self.projects))


def read_trash(viewer: Viewer) -> Trash:
    """Return the newest of what is in the trash of the projects this viewer may see."""
    people = read_directory(viewer).people
    values = {"workspace": viewer.workspace_id, "me": viewer.member_id, "most": MOST_SHOWN}

    def rows(query: Any) -> list[Trashed]:
        found: list[tuple[str, str, str, str, datetime, uuid.UUID | None, int]] = [
            tuple(row) for row in db.session.execute(query, values)
        ]
        return [
            Trashed(name, ref, project, hue, at, people.get(actor) if actor else None, inside)
            for name, ref, project, hue, at, actor, inside in found
        ]

    return Trash(rows(TASKS), rows(PROJECTS))
