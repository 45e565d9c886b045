"""New tasks: one, or a copy of another."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from app.activity.record import record
from app.database import new_id
from app.errors import Invalid
from app.extensions import db
from app.ordering import key_between
from app.projects.models import Project
from app.tasks.editing import check_section, due_json, find_assignees, find_labels, set_due
from app.tasks.models import DEPTH_LIMIT, Task
from app.tasks.reminding.carrying import carry_reminders
from app.tasks.reminding.setting import add_reminders
from app.tasks.repeating.wishes import fulfil
from app.tasks.words import index_words
from app.translation.speaking import _
from app.workspaces.viewer import Viewer


def create_task(
    project: Project,
    values: dict[str, Any],
    *,
    by: Viewer,
    at: datetime,
    parent: Task | None = None,
    id: uuid.UUID | None = None,
    order_key: str | None = None,
    number: int | None = None,
    index: bool = True,
) -> Task:
    """Return a new task at the end of the project; `values` are clean (`fields.read_changes`) and hold a title.

    A client's own `id` makes a repeated request return the task of the first one. Where `index` is False, whoever
    makes many stores their words together.
    """
    if id is not None and (again := db.session.get(Task, {"workspace_id": by.workspace_id, "id": id})):
        if again.created_by != by.member_id:
            raise Invalid({"id": ["This id is taken. Leave it out, or choose another."]})
        return again
    if project.archived_at is not None:
        raise Invalid({"title": ["This project is archived. Bring it back to add tasks."]})
    if parent is not None:
        check_depth(parent)
    values = fulfil(values, by=by, at=at)
    task = Task(
        workspace_id=by.workspace_id,
        id=id or new_id(),
        project_id=project.id,
        project=project,
        number=number or take_numbers(project, 1),
        title=values["title"],
        title_key=values["title"].casefold(),
        description=values.get("description", ""),
        priority=values.get("priority", 0),
        start_on=values.get("start_on"),
        estimate=values.get("estimate"),
        parent_id=parent.id if parent else None,
        section_id=values.get("section_id"),
        order_key=order_key or key_between(last_key(project), None),
        status="pending",
        version=1,
        repeat=values["repeat"].as_json() if values.get("repeat") else None,
        created_by=values.get("created_by", by.member_id),
        created_at=at,
        updated_at=at,
    )
    check_section(task, task.section_id)
    after: dict[str, Any] = {"follows": values["follows"]} if "follows" in values else {}
    task.series_id = values.get("series_id") or (task.id if task.repeat else None)
    if values.get("due"):
        set_due(task, values["due"])
        after["due"] = due_json(values["due"])
    task.assignees = find_assignees(task, values.get("assignees", []))
    task.labels = find_labels(task, values.get("labels", []))
    for name in ("assignees", "labels"):
        if ids := [str(row.id) for row in getattr(task, name)]:
            after[name] = ids
    db.session.add(task)
    record("task.created", task, by=by, after=after)
    index_words([task] if index else [])
    if values.get("reminders"):
        add_reminders(task, values["reminders"], by=by, at=at, quietly=True)
    if values.get("status", "pending") != "pending":
        task.change_status(values["status"], by, at)
    return task


def duplicate_task(task: Task, *, by: Viewer, at: datetime) -> Task:
    """Return a copy right behind the original, pending, with its open subtasks and the reminders of who copies it."""
    return copy_task(task, by=by, at=at, parent=task.parent, order_key=key_behind(task))


def copy_task(task: Task, *, by: Viewer, at: datetime, parent: Task | None, order_key: str | None = None) -> Task:
    values = values_of(task) | {"repeat": task.repeats}
    copy = create_task(task.project, values, by=by, at=at, parent=parent, order_key=order_key)
    carry_reminders(task, copy, of=by)
    for child in task.children:
        if child.is_open and child.trashed_at is None:
            copy_task(child, by=by, at=at, parent=copy)
    return copy


def values_of(task: Task) -> dict[str, Any]:
    """Return what a copy of the task has of it."""
    return {
        "title": task.title,
        "description": task.description,
        "priority": task.priority,
        "start_on": task.start_on,
        "due": task.due,
        "estimate": task.estimate,
        "section_id": task.section_id,
        "assignees": [person.id for person in task.assignees if person.removed_at is None],
        "labels": [label.id for label in task.labels],
    }


def key_behind(task: Task) -> str:
    """Return an order key between the task and the one after it."""
    following = db.session.scalar(
        select(func.min(Task.order_key)).where(Task.project_id == task.project_id, Task.order_key > task.order_key)
    )
    return key_between(task.order_key, following)


def take_numbers(project: Project, count: int) -> int:
    """Return the first of `count` numbers that are now this project's; the row stays locked until commit."""
    after: int = db.session.execute(
        update(Project)
        .where(Project.id == project.id)
        .values(next_number=Project.next_number + count)
        .returning(Project.next_number)
        .execution_options(synchronize_session=False)
    ).scalar_one()
    return after - count


def last_key(project: Project) -> str | None:
    """Return the order key of the project's last task."""
    key: str | None = db.session.scalar(select(func.max(Task.order_key)).where(Task.project_id == project.id))
    return key


def check_depth(parent: Task) -> None:
    depth, above = 1, parent
    while above.parent is not None:
        depth, above = depth + 1, above.parent
    if depth >= DEPTH_LIMIT:
        raise Invalid(
            {"title": [_("Subtasks can be {most} levels deep. Add this one level higher.", most=DEPTH_LIMIT)]}
        )
