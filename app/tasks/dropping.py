"""A task is put somewhere: its place in the order and what that place means (a status, a section), as one change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select

from app.extensions import db
from app.tasks.editing import edit_task
from app.tasks.models import Task
from app.tasks.placing import KEEP, place_task
from app.workspaces.viewer import Viewer

End = Literal["top", "bottom", "stay"]


def drop_task(
    task: Task,
    changes: Mapping[str, Any],
    *,
    by: Viewer,
    at: datetime,
    before: Task | None = None,
    after: Task | None = None,
    to: End = "bottom",
    with_subtasks: bool | None = None,
) -> Task | None:
    """Give the task what its new column stands for (clean `changes`), and put it beside a neighbour, or at an end.

    `stay` leaves it where it is in the order: its new column is sorted some other way. Returns what `edit_task` does.
    """
    section = changes.get("section_id", KEEP)
    fields = {name: value for name, value in changes.items() if to == "stay" or name != "section_id"}
    planned = None
    if fields:
        planned = edit_task(task, fields, by=by, at=at, with_subtasks=with_subtasks)
        db.session.flush()  # so that the event of the move tells only of the move
    if to == "top" and before is None and after is None:
        before = find_first(task, task.section_id if section is KEEP else section)
    if to != "stay":
        place_task(task, by=by, at=at, before=before, after=after, section_id=section)
    return planned


def find_first(task: Task, section_id: Any) -> Task | None:
    """Return the first other task of the column: same project and status, in this section."""
    column = select(Task).where(
        Task.project_id == task.project_id,
        Task.id != task.id,
        Task.trashed_at.is_(None),
        Task.status == task.status,
        Task.section_id.is_not_distinct_from(section_id),
        Task.parent_id.is_not_distinct_from(task.parent_id),
    )
    return db.session.scalar(column.order_by(Task.order_key).limit(1))
