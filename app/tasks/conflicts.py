"""Two people wrote in the same field: both texts, so that neither is lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from app.errors import Conflict
from app.tasks.dates import Due
from app.tasks.fields import PRIORITIES
from app.tasks.models import Task
from app.tasks.wording import say_estimate

NAMES = {
    "title": "Title",
    "description": "Description",
    "priority": "Priority",
    "start_on": "Start",
    "due": "Due date",
    "estimate": "Estimate",
    "section_id": "Section",
    "assignees": "Assigned",
    "labels": "Labels",
}


@dataclass(frozen=True, slots=True)
class ConflictPart:
    """One field with both values: as people read them, and as the form sends them."""

    field: str
    name: str
    mine: str
    theirs: str
    mine_values: list[tuple[str, str]]
    theirs_values: list[tuple[str, str]]
    by: str
    is_text: bool


def conflict_parts(task: Task, conflict: Conflict, form: MultiDict[str, str]) -> list[ConflictPart]:
    """Return the parts of the conflict page; fields of the form without a conflict are saved with it."""
    parts = []
    for field, sides in conflict.fields.items():
        by = sides["by"].name if sides["by"] else "Somebody"
        parts.append(
            ConflictPart(
                field,
                NAMES.get(field, field),
                say(task, field, sides["mine"]),
                say(task, field, sides["theirs"]),
                as_form(field, sides["mine"]),
                as_form(field, sides["theirs"]),
                by,
                field in ("title", "description"),
            )
        )
    return parts


def say(task: Task, field: str, value: Any) -> str:
    """Return a field's value as people read it."""
    if value in (None, "", []):
        return "Nothing"
    if isinstance(value, Due):
        return f"{value.date.isoformat()}{f', {value.time:%H:%M}' if value.time else ''}"
    if field == "priority":
        return PRIORITIES[value].capitalize()
    if field == "estimate":
        return say_estimate(value)
    return f"{len(value)} chosen" if isinstance(value, list) else str(value)


def as_form(field: str, value: Any) -> list[tuple[str, str]]:
    """Return the form fields that say this value."""
    if field == "due":
        due = value
        return [
            ("due_date", due.date.isoformat() if due else ""),
            ("due_time", f"{due.time:%H:%M}" if due and due.time else ""),
            ("due_zone", due.zone or "" if due else ""),
        ]
    if field in ("assignees", "labels"):
        return [("has", field), *((field, str(id)) for id in value)]
    if field == "priority":
        return [("priority", PRIORITIES[value])]
    if field == "estimate":
        return [("estimate", say_estimate(value) if value else "")]
    return [(field, "" if value is None else str(value))]
