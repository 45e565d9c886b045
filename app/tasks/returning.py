"""A task that was taken to another project comes back as if it had never left: its numbers, sections and places."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from app.activity.record import record
from app.errors import Invalid
from app.extensions import db
from app.ordering import keys_between
from app.projects.models import Project, Section
from app.tasks.creating import take_numbers
from app.tasks.models import Task, TaskReference
from app.tasks.placing import around, lock_projects, moved_from, place_told, settle
from app.tasks.subtree import list_subtree
from app.translation.speaking import _
from app.workspaces.policy import admits
from app.workspaces.viewer import Viewer

Former = Mapping[str, Any]


def return_to_project(task: Task, project: Project, former: Former, *, by: Viewer, at: datetime) -> None:
    """Take the task and all under it back to where an event says they were (`before` of `task.moved_to_project`).

    A number once given to a task is never another's, so each gets its former one back.
    """
    if project.trashed_at is not None:
        raise Invalid(message=_("{name} is in the trash. Restore it first.", name=project.name))
    together = [task, *list_subtree(task, lock=True)]
    family = {one.id: one for one in together}
    if project.is_inbox and any(person.id != project.inbox_of for one in together for person in one.assignees):
        raise Invalid(message="Others are assigned, and only you see your Inbox. Unassign them first.")
    if any(not admits(project, person.id, person.role) for one in together for person in one.assignees):
        raise Invalid(message="Someone who is assigned does not see that project. Unassign them first.")
    was = moved_from([together])[0]
    lock_projects(task.project_id, project.id)
    known = [place for place in former["family"] if uuid.UUID(place["id"]) in family]
    new = sorted(family.keys() - {uuid.UUID(place["id"]) for place in known})
    number = take_numbers(project, len(new)) if new else 0
    known += [{"id": str(id), "number": number + place, "behind": None, "before": None} for place, id in enumerate(new)]
    sections = set(db.session.scalars(select(Section.id).where(Section.project_id == project.id)))
    for run in runs(known):
        keys = keys_between(*gap(family[uuid.UUID(run[0]["id"])], project, run), len(run))
        for place, key in zip(run, keys, strict=True):
            one = family[uuid.UUID(place["id"])]
            section_id = uuid.UUID(place["section"]) if place.get("section") else None
            settle(one, project, place["number"], key, section_id if section_id in sections else None, at)
            forget_number(one, project)
            if one is task:
                one.parent = find_parent(former, project)
                one.parent_id = one.parent.id if one.parent else None
                record("task.moved_to_project", one, by=by, before=was, after=place_told(one, project))
        db.session.flush()


def runs(places: Sequence[Former]) -> list[list[Former]]:
    """Return the places in stretches that stand right behind each other."""
    found: list[list[Former]] = []
    for place in places:
        if found and place["behind"] == found[-1][-1]["id"]:
            found[-1].append(place)
        else:
            found.append([place])
    return found


def gap(first: Task, project: Project, run: list[Former]) -> tuple[str | None, str | None]:
    """Return the keys between which a stretch stood, as far as its neighbours are still in the project."""
    if behind := find_beside(run[0]["behind"], project):
        place = around(first, behind.id, project.id)
        return place.here[1], place.before[1]
    if before := find_beside(run[-1]["before"], project):
        place = around(first, before.id, project.id)
        return place.behind[1], place.here[1]
    return around(first, None, project.id).behind[1], None


def find_beside(id: str | None, project: Project) -> Task | None:
    task = db.session.get(Task, {"workspace_id": project.workspace_id, "id": uuid.UUID(id)}) if id else None
    return task if task is not None and task.project_id == project.id else None


def find_parent(former: Former, project: Project) -> Task | None:
    parent = find_beside(former.get("parent_id"), project)
    return parent if parent is not None and parent.trashed_at is None else None


def forget_number(task: Task, project: Project) -> None:
    """Its number is its own again, and need not lead to it from elsewhere."""
    query = delete(TaskReference).where(
        TaskReference.task_id == task.id,
        TaskReference.project_key == project.key,
        TaskReference.number == task.number,
    )
    db.session.execute(query.execution_options(synchronize_session=False))
