"""A task as lists show it: the columns that are read, and the slots object that is made of them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from app.dates import Due
from app.extensions import driver
from app.projects.visibility import seen
from app.tasks.fields import PRIORITIES
from app.tasks.refs import TaskRef
from app.workspaces.directory import Directory, LabelName, Person
from app.workspaces.viewer import Viewer

COLUMNS = """t.id, p.key, t.number, t.title, t.status, t.priority, t.due_on, t.due_time, t.due_at, t.due_tz, t.version,
  t.section_id, t.parent_id,
  (select up.title from tasks up where up.workspace_id = %(workspace)s and up.id = t.parent_id), p.name, p.hue,
  array(select tl.label_id from task_labels tl where tl.workspace_id = %(workspace)s and tl.task_id = t.id),
  array(select ta.membership_id from task_assignees ta where ta.workspace_id = %(workspace)s and ta.task_id = t.id),
  (select count(*) from tasks c where c.workspace_id = %(workspace)s and c.parent_id = t.id and c.trashed_at is null
    and c.status <> 'cancelled'),
  (select count(*) from tasks c where c.workspace_id = %(workspace)s and c.parent_id = t.id and c.trashed_at is null
    and c.status = 'completed'),
  (select count(*) from comments k
    where k.workspace_id = %(workspace)s and k.task_id = t.id and k.deleted_at is null),
  t.start_on, t.estimate, t.created_at, t.updated_at, t.repeat"""
FROM = "from tasks t join projects p on p.id = t.project_id"

VISIBLE = (
    f"select {COLUMNS} {FROM} where t.workspace_id = %(workspace)s and p.workspace_id = %(workspace)s and {seen()}"
)


class Row(NamedTuple):
    """One task as a list shows it."""

    id: uuid.UUID
    ref: str
    title: str
    status: str
    priority: str
    due: Due | None
    version: int
    section_id: uuid.UUID | None
    parent_id: uuid.UUID | None
    parent_title: str | None
    project_name: str
    project_hue: str
    labels: list[LabelName]
    assignees: list[Person]
    subtasks: int
    subtasks_done: int
    comments: int
    start_on: date | None
    estimate: int | None
    created_at: datetime
    updated_at: datetime
    repeat: dict[str, Any] | None

    @property
    def is_open(self) -> bool:
        return self.status in ("pending", "in_progress")


def row_from(columns: Sequence[Any], directory: Directory) -> Row:
    """Return the row that `COLUMNS` gave."""
    id, key, number, title, status, priority, due_on, due_time, due_at, due_tz, version, *rest = columns
    section_id, parent_id, parent_title, project_name, project_hue, labels, people, subtasks, done, *more = rest
    return Row(
        id,
        f"{key}-{number}",
        title,
        status,
        PRIORITIES[priority],
        Due.from_columns(due_on, due_time, due_at, due_tz),
        version,
        section_id,
        parent_id,
        parent_title,
        project_name,
        project_hue,
        sorted((directory.labels[one] for one in labels if one in directory.labels), key=label_order),
        sorted((directory.people[one] for one in people if one in directory.people), key=person_order),
        subtasks,
        done,
        *more,
    )


def label_order(label: LabelName) -> str:
    return label.name.casefold()


def person_order(person: Person) -> tuple[bool, str, uuid.UUID]:
    """Sort people who are still here first; the first one names the group a task stands in."""
    return person.is_gone, person.name, person.id


def read_rows(viewer: Viewer, ids: list[uuid.UUID], directory: Directory) -> list[Row]:
    """Return these tasks as rows, in their order, to render again what a change touched."""
    values = {"workspace": viewer.workspace_id, "me": viewer.member_id, "ids": ids}
    found = driver().execute(f"{VISIBLE} and t.id = any(%(ids)s) order by t.order_key", values)
    return [row_from(columns, directory) for columns in found]


def read_rows_named(viewer: Viewer, refs: list[TaskRef], directory: Directory) -> list[Row]:
    """Return these tasks as rows, in the order they are named in; what the viewer may not see is left out."""
    if not refs:
        return []
    names, keys = [str(ref) for ref in refs], [ref.key for ref in refs]
    values = {"workspace": viewer.workspace_id, "me": viewer.member_id, "names": names, "keys": keys}
    named = "p.key = any(%(keys)s) and p.key || '-' || t.number = any(%(names)s)"
    there = "t.trashed_at is null and p.trashed_at is null"
    found = driver().execute(f"{VISIBLE} and {named} and {there}", values)
    return sorted((row_from(columns, directory) for columns in found), key=lambda row: names.index(row.ref))


def read_family(viewer: Viewer, id: uuid.UUID, directory: Directory) -> tuple[Row, list[Row]]:
    """Return a task that is there as a row, and its subtasks that are not in the trash, in one statement."""
    values = {"workspace": viewer.workspace_id, "me": viewer.member_id, "id": id}
    family = "(t.id = %(id)s or (t.parent_id = %(id)s and t.trashed_at is null))"
    found = driver().execute(f"{VISIBLE} and {family} order by t.order_key", values)
    rows = [row_from(columns, directory) for columns in found]
    return next(row for row in rows if row.id == id), [row for row in rows if row.id != id]
