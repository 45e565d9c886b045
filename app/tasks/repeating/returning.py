"""A task that is opened again takes its repeat back from the next occurrence, if nobody has touched that one yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.activity.models import Event
from app.comments.models import Comment
from app.extensions import db
from app.tasks.subtree import list_subtree

if TYPE_CHECKING:
    from app.tasks.models import Task


def find_untouched(task: Task) -> list[Task]:
    """Return the occurrence that completing this task made, with its subtasks, all as they were made; else nothing."""
    model = type(task)
    if task.series_id is None or task.repeat or task.completed_at is None:
        return []
    made = model.created_at == task.completed_at
    query = select(model).where(model.series_id == task.series_id, model.repeat.is_not(None), made)
    following = db.session.scalar(query.with_for_update(key_share=True).execution_options(populate_existing=True))
    if following is None:
        return []
    family = [following, *list_subtree(following, lock=True)]
    comments = select(Comment.id).where(Comment.task_id.in_([one.id for one in family]))
    as_made = all(one.version == 1 and one.trashed_at is None for one in family)
    return family if as_made and db.session.scalar(comments.limit(1)) is None else []


def former_repeat(task: Task) -> dict[str, Any] | None:
    """Return the repeat the task had when it was completed last."""
    completed = select(Event.before).where(Event.task_id == task.id, Event.kind == "task.completed")
    before = db.session.scalar(completed.order_by(Event.seq.desc(), Event.id.desc()).limit(1))
    return (before or {}).get("repeat")
