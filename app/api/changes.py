"""From a body to the domain's verbs: names become ids, texts become dates, and then the domain decides."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from sqlalchemy import select

from app.api.bodies import DueBody, NewTask, TaskChange, TaskFields
from app.dates import Due, due_from_text, read_due
from app.errors import Invalid, NotFound
from app.extensions import db
from app.projects.models import Label, Project
from app.reminders.reading import read_given
from app.tasks.creating import create_task
from app.tasks.editing import edit_task
from app.tasks.fields import READERS, read_changes
from app.tasks.models import Task
from app.tasks.names import writer_of
from app.tasks.queries import get_inbox, get_project, get_task
from app.tasks.refs import TaskRef, read_ref
from app.tasks.reminding.setting import replace_reminders
from app.texts import read_uuid
from app.translation.speaking import _
from app.workspaces.viewer import Viewer

DUE_HELP = (
    "Give a day (2026-05-17), an instant (2026-05-17T17:00:00Z), or an object with date, time and zone:"
    " all_day has only the date, floating no zone, timed all three."
)


def read_address(text: str) -> TaskRef | uuid.UUID:
    """Return what `<id>` names, a UUID or a `PRI-42`; NotFound if it can be neither."""
    if ref := read_ref(text):
        return ref
    if id := read_uuid(text):
        return id
    raise NotFound


def add_task(viewer: Viewer, body: NewTask, *, at: datetime) -> tuple[Task, bool]:
    """Return the task and whether it is new; without a project it goes to the viewer's Inbox."""
    if body.id is not None and (task := find_own(viewer, body.id)):
        return task, False
    parent = get_task(viewer, read_address(body.parent), to="task.create", lock=True) if body.parent else None
    project = parent.project if parent else find_project(viewer, body.project)
    values = read_changes({"title": ""} | raw_fields(viewer, body))
    values |= read_reminders(viewer, body, values.get("due"), values.get("start_on"), at)
    task = create_task(project, values, by=viewer, at=at, parent=parent, id=body.id)
    return task, task.created_at == at  # the same call may have made it since we looked


def change_task(viewer: Viewer, address: str, body: TaskChange, *, at: datetime) -> tuple[Task, Task | None]:
    """Apply the fields that were given, and only those; return the task, and the next one where it comes again."""
    task = get_task(viewer, read_address(address), to="task.edit", lock=True)
    changes = read_changes(raw_fields(viewer, body))
    due, start = changes.get("due", task.due), changes.get("start_on", task.start_on)
    wanted = read_reminders(viewer, body, due, start, at)
    planned = edit_task(task, changes, by=viewer, at=at, base=body.version, with_subtasks=body.with_subtasks)
    for moments in wanted.values():
        replace_reminders(task, moments, by=viewer, at=at)
    return task, planned


def read_reminders(
    viewer: Viewer, body: TaskFields, due: Due | None, start: date | None, at: datetime
) -> dict[str, Any]:
    """Return the caller's reminders for a task with these dates, where the body gives any."""
    if "reminders" not in body.model_fields_set:
        return {}
    return {"reminders": read_given(body.reminders or [], writer_of(viewer, at), due=due, start=start)}


def raw_fields(viewer: Viewer, body: TaskFields) -> dict[str, Any]:
    """Return the given fields as the domain's reader takes them."""
    raw = {name: getattr(body, name) for name in body.model_fields_set if name in READERS}
    if raw.get("due") is not None:
        raw["due"] = read_due_body(raw["due"], viewer.zone)
    if "labels" in raw:
        raw["labels"] = label_ids(raw["labels"] or [])
    if "assignees" in raw:
        raw["assignees"] = [viewer.member_id if one == "me" else one for one in raw["assignees"] or []]
    return raw


def read_due_body(value: Any, zone: ZoneInfo) -> Due | None:
    """Take an ISO text, or `{kind, date, time, zone}` whose kind, when given, is the one the others make."""
    if isinstance(value, str):
        return due_from_text(value, zone)
    try:
        body = DueBody.model_validate(value)
    except ValidationError:
        raise Invalid({"due": [DUE_HELP]}) from None
    due = read_due(body.date, body.time or "", body.zone or "")
    if body.kind not in (None, due.kind if due else None):
        raise Invalid({"due": [DUE_HELP]})
    return due


def label_ids(wanted: list[str]) -> list[uuid.UUID | str]:
    """Return ids for labels given by id or by name."""
    keys = {one: one.strip().casefold() for one in wanted if read_uuid(one) is None}
    if not keys:
        return list(wanted)
    found = db.session.execute(select(Label.name_key, Label.id).where(Label.name_key.in_(keys.values())))
    named = {key: id for key, id in found}  # noqa: C416 - rows are not pairs to mypy
    for name, key in keys.items():
        if key not in named:
            raise Invalid({"labels": [_("There is no label “{name}” in this workspace.", name=name[:40])]})
    return [named[keys[one]] if one in keys else one for one in wanted]


def find_own(viewer: Viewer, id: uuid.UUID) -> Task | None:
    """Return the task a client named before; NotFound if the id belongs to one the viewer may not see."""
    if db.session.get(Task, {"workspace_id": viewer.workspace_id, "id": id}) is None:
        return None
    return get_task(viewer, id, to="task.view", trashed=True)


def find_project(viewer: Viewer, key: str | None) -> Project:
    """Return the project with this key, or the viewer's Inbox."""
    return get_inbox(viewer) if key is None else get_project(viewer, key, to="task.create")
