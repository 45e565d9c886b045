"""Two people wrote in the same field: both texts are kept, and everything else of the form with them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from app.dates import Due
from app.errors import Conflict
from app.repeats.kept import Kept
from app.repeats.wording import say_repeat
from app.tasks.fields import PRIORITIES
from app.tasks.models import Task
from app.tasks.repeating.wishes import words_of
from app.tasks.wording import PRIORITY_NAMES
from app.translation.speaking import _
from app.wording import say_due_exactly, say_estimate
from app.workspaces.directory import Directory
from app.workspaces.viewer import Viewer

NAMES = {
    "title": "Title",
    "description": "Description",
    "priority": "Priority",
    "start_on": "Start",
    "due": "Due date",
    "estimate": "Estimate",
    "repeat": "Repeat",
    "section_id": "Section",
    "assignees": "Assigned",
    "labels": "Labels",
}
INPUTS = {"due": ("due_words", "due_date", "due_time", "due_zone"), "start_on": ("start_words", "start_on")}
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ConflictPart:
    """One field with both values, as people read them and as the form sends them; `rest` is sent with either."""

    field: str
    name: str
    mine: str
    theirs: str
    mine_values: Pairs
    theirs_values: Pairs
    rest: Pairs
    by: str
    is_text: bool


def conflict_parts(
    task: Task, conflict: Conflict, form: MultiDict[str, str], viewer: Viewer, directory: Directory
) -> list[ConflictPart]:
    """Return the parts of the conflict page; what is chosen for one is sent with all the form's other fields."""
    parts = []
    for field, sides in conflict.fields.items():
        mine, theirs, who = sides["mine"], sides["theirs"], sides["by"]
        is_me = who is not None and who.id == viewer.member_id
        parts.append(
            ConflictPart(
                field,
                _(NAMES[field]),
                say(field, mine, viewer, directory),
                say(field, theirs, viewer, directory),
                as_form(field, mine),
                as_form(field, theirs),
                rest_of(form, field, task.version),
                _("You, in another window,") if is_me else who.name if who else _("Somebody"),
                field in ("title", "description"),
            )
        )
    return parts


def rest_of(form: MultiDict[str, str], field: str, version: int) -> Pairs:
    """Return what the form sent besides `field`, and that this field is settled as of `version`."""
    own = INPUTS.get(field, (field,))
    pairs = [(name, value) for name, value in form.items(multi=True) if name not in own]
    settled = f"{field}:"
    return [
        *((n, v) for n, v in pairs if (n, v) != ("has", field) and not (n == "settled" and v.startswith(settled))),
        ("settled", f"{settled}{version}"),
    ]


def say(field: str, value: Any, viewer: Viewer, directory: Directory) -> str:
    """Return a field's value as people read it."""
    if value in (None, "", []):
        return _("Nothing")
    if isinstance(value, Due):
        return say_due_exactly(value, viewer.zone)
    if isinstance(value, Kept):
        return say_repeat(value)
    if isinstance(value, date):
        return say_due_exactly(Due(value), viewer.zone)
    if isinstance(value, list):
        names: dict[uuid.UUID, Any] = {**directory.people, **directory.labels}
        return ", ".join(sorted(names[id].name for id in value if id in names))
    if isinstance(value, uuid.UUID):
        return directory.sections[value].name if value in directory.sections else _("A section that is gone")
    if field == "priority":
        return _(PRIORITY_NAMES[PRIORITIES[value]])
    return say_estimate(value) if field == "estimate" else str(value)


def as_form(field: str, value: Any) -> Pairs:
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
    if field == "repeat":
        return [("repeat", words_of(value) if value else "")]
    if field == "estimate":
        return [("estimate", say_estimate(value) if value else "")]
    return [(field, "" if value is None else str(value))]
