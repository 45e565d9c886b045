"""The fields of a task as events keep them: read back, compared, and said."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from app.activity.record import as_json
from app.dates import Due
from app.history.subjects import Undoing
from app.repeats.kept import Kept
from app.tasks.conflicts import NAMES, say
from app.tasks.editing import PLAIN, due_json
from app.tasks.models import Task
from app.tasks.wording import STATUS_NAMES
from app.translation.speaking import _

SETS = ("assignees", "labels")
EDITED = (*PLAIN, "due", "repeat", *SETS)
STATES = ("status", "completed_at", "cancelled_at")


def value_now(task: Task, field: str) -> Any:
    """Return the field's value as an event would keep it."""
    if field == "due":
        return due_json(task.due)
    if field in SETS:
        return sorted(str(row.id) for row in getattr(task, field))
    return as_json(getattr(task, field))


def read_value(field: str, kept: Any) -> Any:
    """Return what an event keeps of a field as `edit_task` takes it."""
    if kept is None:
        return None
    if field == "due":
        return Due(
            date.fromisoformat(kept["date"]),
            time.fromisoformat(kept["time"]) if kept.get("time") else None,
            kept.get("zone"),
        )
    if field == "repeat":
        return Kept.from_json(kept)
    if field in SETS:
        return [uuid.UUID(id) for id in kept]
    if field == "start_on":
        return date.fromisoformat(kept)
    return uuid.UUID(kept) if field == "section_id" else kept


def say_value(field: str, kept: Any, undoing: Undoing) -> str:
    """Return the value as people read it."""
    if field == "status":
        return _(STATUS_NAMES.get(kept, str(kept)))
    return say(field, read_value(field, kept), undoing.by, undoing.directory)


def field_name(field: str) -> str:
    return "Status" if field == "status" else NAMES[field]


def same_state(task: Task, kept: Mapping[str, Any]) -> bool:
    """Say whether the task is in this state, and since the same moment."""
    return all(value_now(task, name) == kept[name] for name in STATES if name in kept)
