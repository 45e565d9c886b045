"""Saying something about a task, putting it right, and taking it back."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.activity.record import record
from app.comments.models import BODY_LIMIT, Comment
from app.database import new_id
from app.errors import Invalid, NotFound
from app.extensions import db
from app.tasks.models import Task
from app.texts import without_controls
from app.translation.speaking import _
from app.workspaces.policy import require
from app.workspaces.viewer import Viewer


def get_comment(viewer: Viewer, task: Task, id: uuid.UUID, *, to: str) -> Comment:
    """Return the comment on this task that the viewer may do `to`."""
    comment = db.session.scalar(
        select(Comment)
        .where(
            Comment.workspace_id == viewer.workspace_id,
            Comment.id == id,
            Comment.task_id == task.id,
            Comment.deleted_at.is_(None),
        )
        .with_for_update(of=Comment)
    )
    if comment is None:
        raise NotFound
    require(viewer, to, comment)
    return comment


def create_comment(task: Task, body: Any, *, by: Viewer, at: datetime) -> Comment:
    """Return a new comment under the task."""
    comment = Comment(
        workspace_id=task.workspace_id,
        id=new_id(),
        task_id=task.id,
        author_id=by.member_id,
        body=read_body(body),
        created_at=at,
    )
    db.session.add(comment)
    record("comment.created", comment, by=by)
    return comment


def edit_comment(comment: Comment, body: Any, *, by: Viewer, at: datetime | None) -> None:
    """Change what the comment says; `at` is when it says that it was edited, if it should say so."""
    text = read_body(body)
    if text != comment.body:
        comment.body, comment.edited_at = text, at
        record("comment.changed", comment, by=by)


def delete_comment(comment: Comment, *, by: Viewer, at: datetime) -> None:
    """Take the comment out of the page; its row stays, so that this can be undone."""
    comment.deleted_at = at
    record("comment.deleted", comment, by=by)


def bring_back_comment(comment: Comment, *, by: Viewer) -> None:
    """Show a deleted comment again."""
    comment.deleted_at = None
    record("comment.restored", comment, by=by)


def read_body(value: Any) -> str:
    """Return a comment's text, or raise Invalid."""
    if not isinstance(value, str) or not value.strip():
        raise Invalid({"body": ["Write something first."]})
    text = without_controls(value).replace("\r\n", "\n").replace("\r", "\n").strip()
    if "\x00" in text:
        raise Invalid({"body": ["This contains a character that cannot be stored."]})
    if len(text) > BODY_LIMIT:
        raise Invalid(
            {"body": [_("Use at most {most:,} characters; this has {number:,}.", most=BODY_LIMIT, number=len(text))]}
        )
    return text
