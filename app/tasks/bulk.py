"""One change of many tasks: all of it or none, in one transaction, so that it is one line of history and one undo."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.activity.record import record
from app.dates import Due
from app.errors import Invalid, NeedsConfirmation
from app.extensions import db
from app.projects.models import Label, Project
from app.tasks.editing import check_assignees, edit_task, replace_links
from app.tasks.models import Task
from app.tasks.placing import move_families
from app.tasks.repeating.many import complete_all
from app.tasks.subtree import families_of, list_subtrees
from app.tasks.trashing import trash_family
from app.translation.speaking import counted
from app.workspaces.models import Membership
from app.workspaces.viewer import Viewer

MOST = 500
"""More tasks are not changed at once; people who mean thousands mean a filter, and a clock to wait by."""


@dataclass(frozen=True, slots=True)
class Links:
    """People or labels, by id, that every task gets or loses."""

    added: tuple[uuid.UUID, ...] = ()
    removed: tuple[uuid.UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to each of the tasks; what is empty leaves them as they are."""

    fields: dict[str, Any] = field(default_factory=dict)
    """Clean values, as `fields.read_changes` returns them."""
    keeps_clock: bool = False
    """Whether a task that is due at a time stays due at that time of another day."""
    assignees: Links = Links()
    labels: Links = Links()
    project: Project | None = None
    trash: bool = False


def change_tasks(
    tasks: list[Task], change: Change, *, by: Viewer, at: datetime, with_subtasks: bool | None = None
) -> list[Task]:
    """Do the change to every one of these locked tasks, or raise and do it to none; return what comes again of them.

    `with_subtasks` says, as in `Task.complete`, what becomes of open subtasks that were not chosen themselves.
    """
    if change.labels != Links():
        change_labels(tasks, change.labels, by, at)
    if change.assignees != Links():
        change_assignees(tasks, change.assignees, by, at)
    plain = {name: value for name, value in change.fields.items() if name != "status"}
    for task in tasks if plain else ():
        edit_task(task, with_clock(task, plain) if change.keeps_clock else plain, by=by, at=at)
    db.session.flush()
    planned: list[Task] = []
    if status := change.fields.get("status"):
        planned = change_statuses(tasks, status, by, at, with_subtasks)
    if change.project is not None:
        coming = [task for task in tasks if task.project_id != change.project.id]
        if coming:
            families = families_of(coming)
            load_links([one for family in families for one in family], "assignees")
            move_families(families, change.project, by=by, at=at)
    if change.trash:
        for family in families_of(tasks):
            trash_family(family, by=by, at=at)
    return planned


def with_clock(task: Task, fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields with the new day at the time of day the task has."""
    due, was = fields.get("due"), task.due
    if not isinstance(due, Due) or due.time is not None or was is None:
        return fields
    return fields | {"due": replace(due, time=was.time, zone=was.zone)}


def change_statuses(tasks: list[Task], status: str, by: Viewer, at: datetime, with_subtasks: bool | None) -> list[Task]:
    if status == "completed":
        chosen = {task.id for task in tasks}
        under = list_subtrees([task for task in tasks if task.is_open] or tasks, lock=True)
        unfinished = [one for one in under if one.is_open and one.trashed_at is None and one.id not in chosen]
        if unfinished and with_subtasks is None:
            raise NeedsConfirmation(
                counted("{number} subtask is still open.", "{number} subtasks are still open.", len(unfinished))
            )
        for task in unfinished if with_subtasks else ():
            task.finish(by, at)
        return complete_all(tasks, by=by, at=at)
    planned = [task.change_status(status, by, at, with_subtasks=False) for task in tasks]
    return [task for task in planned if task]


def change_labels(tasks: list[Task], links: Links, by: Viewer, at: datetime) -> None:
    added = read_rows_of(Label, links.added)
    if len(added) != len(links.added):
        raise Invalid({"labels": ["Choose labels of this workspace."]})
    load_links(tasks, "labels")
    for task in tasks:
        change_links(task, "labels", added, links.removed, by, at)


def change_assignees(tasks: list[Task], links: Links, by: Viewer, at: datetime) -> None:
    added = read_rows_of(Membership, links.added)
    load_links(tasks, "assignees")
    for task in tasks:
        check_assignees(task, list(links.added), added)
        change_links(task, "assignees", added, links.removed, by, at)


def load_links(tasks: list[Task], name: str) -> None:
    """Read the people or the labels of all these tasks in one statement."""
    query = select(Task).where(Task.id.in_([task.id for task in tasks])).options(selectinload(getattr(Task, name)))
    db.session.scalars(query).all()


def read_rows_of(model: Any, ids: Sequence[uuid.UUID]) -> list[Any]:
    return list(db.session.scalars(select(model).where(model.id.in_(ids)))) if ids else []


def change_links(
    task: Task, name: str, added: list[Any], removed: Sequence[uuid.UUID], by: Viewer, at: datetime
) -> None:
    """Give a task some people or labels and take others from it, as one event or, if nothing differs, none."""
    rows = [row for row in getattr(task, name) if row.id not in removed]
    rows += [row for row in added if row not in rows]
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    replace_links(task, name, rows, before, after)
    if after:
        task.touch(at)
        record("task.changed", task, by=by, before=before, after=after)
