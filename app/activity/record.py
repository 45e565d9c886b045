"""`record` puts one event beside the change it tells of; the transaction writes both."""

from __future__ import annotations

import enum
import uuid
from datetime import date, datetime, time
from typing import Any, Protocol

from sqlalchemy import inspect

from app.audit.writing import audit_event
from app.database import CURRENT_WORKSPACE, new_id, utcnow
from app.extensions import db

PRIVATE = {
    "title_key",
    "order_key",
    "due_sort",
    "updated_at",
    "version",
    "token_hash",
    "password_hash",
    "email_key",
    "name_key",
    "next_number",
    "open_count",
    "closed_count",
    "series_id",
    "store_key",
    "preview",
}


class Actor(Protocol):
    """Whoever did it: a viewer, or anything that names a membership."""

    @property
    def member_id(self) -> uuid.UUID | None: ...


def record(
    kind: str,
    subject: Any,
    *,
    by: Actor | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Add the event `kind` about `subject` to this transaction.

    Changed columns are read off the subject (which must not have been flushed since); `before` and `after` add what
    columns do not show, such as sets of people. Everything recorded in one transaction shares a `change_id` and, while
    a change is being undone, the change that it undoes. What is about access or settings is in the audit log as well.
    """
    was, now = changes_of(subject)
    session = db.session()
    event = {
        "workspace_id": getattr(subject, "workspace_id", None) or CURRENT_WORKSPACE.get(),
        "id": new_id(),
        "kind": kind,
        "subject_id": subject.id,
        "task_id": subject.id if kind.startswith("task.") else getattr(subject, "task_id", None),
        "project_id": subject.id if kind.startswith("project.") else getattr(subject, "project_id", None),
        "actor_id": by.member_id if by else None,
        "change_id": session.info.setdefault("change_id", new_id()),
        "undoes": session.info.get("undoes"),
        "goes_on": session.info.get("goes_on", False),
        "leaves": session.info.pop("leaves", None),
        "version": getattr(subject, "version", None),
        "before": was | plain(before or {}),
        "after": now | plain(after or {}),
        "at": utcnow(),
    }
    session.info.setdefault("events", []).append(event)
    audit_event(event, subject, by)


def tasks_recorded() -> list[uuid.UUID] | None:
    """Return the tasks that this transaction has changed; None where it has changed more than tasks in their places."""
    events = db.session.info.get("events", [])
    if any(one["task_id"] is None or one["kind"] == "task.moved_to_project" for one in events):
        return None
    return list(dict.fromkeys(one["task_id"] for one in events))


def changes_of(subject: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the old and new values of the subject's changed columns, as JSON values."""
    state = inspect(subject)
    was: dict[str, Any] = {}
    now: dict[str, Any] = {}
    for column in state.mapper.column_attrs:
        history = state.attrs[column.key].history
        if column.key in PRIVATE or not history.has_changes():
            continue
        if state.persistent and history.deleted:
            was[column.key] = as_json(history.deleted[0])
        if history.added:
            now[column.key] = as_json(history.added[0])
    return was, now


def plain(values: dict[str, Any]) -> dict[str, Any]:
    return {key: as_json(value) for key, value in values.items()}


def as_json(value: Any) -> Any:
    """Return a value as the event table keeps it."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, list | tuple | set):
        return [as_json(item) for item in value]
    return value
