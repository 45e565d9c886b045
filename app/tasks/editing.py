"""Changing a task, with optimistic concurrency: edits of different fields merge, of the same field both are shown."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm.util import identity_key

from app.activity.models import Event
from app.activity.record import as_json, record
from app.dates import NO_DUE, Due
from app.errors import Conflict, Invalid
from app.extensions import db
from app.once import once
from app.projects.models import Label, Section
from app.repeats.kept import Kept
from app.tasks.models import Task
from app.tasks.repeating.wishes import fulfil
from app.tasks.words import index_words
from app.workspaces.models import Membership
from app.workspaces.policy import admits
from app.workspaces.viewer import Viewer

Row = TypeVar("Row", Membership, Label)

PLAIN = ("title", "description", "priority", "start_on", "estimate", "section_id")


def edit_task(
    task: Task,
    changes: dict[str, Any],
    *,
    by: Viewer,
    at: datetime,
    base: int | None = None,
    settled: dict[str, int] | None = None,
    with_subtasks: bool | None = None,
) -> Task | None:
    """Apply clean `changes` (of `fields.read_changes`) and record them as one event, or as none if nothing differs.

    `base` is the version the form showed: a field that someone else changed since raises Conflict with both values.
    `settled` has a later version for fields about which the writer was asked already. Returns the next occurrence,
    where this completed a task that repeats.
    """
    changes = fulfil(changes, by=by, at=at, due=task.due, now=task.repeats)
    if base is not None and base < task.version:
        refuse_conflicts(task, changes, base, settled or {})
    before: dict[str, Any] = {}
    after = change_plain_fields(task, changes)
    if "title" in after:
        task.title_key = task.title.casefold()
    if "due" in changes and task.due != changes["due"]:
        before["due"], after["due"] = due_json(task.due), due_json(changes["due"])
        set_due(task, changes["due"])
    if "repeat" in changes and task.repeats != changes["repeat"]:
        set_repeat(task, changes["repeat"])
        after["repeat"] = task.repeat
    for name, find in (("assignees", find_assignees), ("labels", find_labels)):
        if name in changes:
            replace_links(task, name, find(task, changes[name]), before, after)
    if after:
        task.touch(at)
        record("task.changed", task, by=by, before=before, after=after)
    if "title" in after or "description" in after:
        index_words([task])
    if "status" in changes:
        db.session.flush()  # so that the event of the status does not tell of the other fields again
        return task.change_status(changes["status"], by, at, with_subtasks=with_subtasks)
    return None


def change_plain_fields(task: Task, changes: dict[str, Any]) -> dict[str, Any]:
    """Set the fields that are one column each; return those that differ."""
    after = {name: changes[name] for name in PLAIN if name in changes and getattr(task, name) != changes[name]}
    if "section_id" in after:
        check_section(task, after["section_id"])
    for name, value in after.items():
        setattr(task, name, value)
    return after


def set_due(task: Task, due: Due | None) -> None:
    for column, value in (due.columns() if due else NO_DUE).items():
        setattr(task, column, value)


def set_repeat(task: Task, repeat: Kept | None) -> None:
    """Give the task a repeat; a task that had one before stays in its series."""
    task.repeat = repeat.as_json() if repeat else None
    task.series_id = task.series_id or (task.id if repeat else None)


def due_json(due: Due | None) -> dict[str, Any] | None:
    return due.as_json() if due else None


def replace_links(task: Task, name: str, rows: list[Any], before: dict[str, Any], after: dict[str, Any]) -> None:
    """Set a task's people or labels, noting the ids before and after."""
    old, new = {row.id for row in getattr(task, name)}, {row.id for row in rows}
    if old != new:
        before[name], after[name] = sorted(map(str, old)), sorted(map(str, new))
        setattr(task, name, rows)


def find_assignees(task: Task, ids: list[uuid.UUID]) -> list[Membership]:
    """Return the members with these ids, or raise Invalid; an Inbox belongs to one person alone."""
    people = find_all(Membership, ids, task.workspace_id)
    check_assignees(task, ids, people)
    return people


def find_all(model: type[Row], ids: list[uuid.UUID], workspace_id: uuid.UUID) -> list[Row]:
    """Return the rows with these ids: those this session has read already as they are, others by one statement."""
    held = (db.session.identity_map.get(identity_key(model, (workspace_id, id))) for id in ids)
    at_hand = [row for row in held if isinstance(row, model)]
    return at_hand if len(at_hand) == len(ids) else list(db.session.scalars(select(model).where(model.id.in_(ids))))


def check_assignees(task: Task, ids: list[uuid.UUID], people: list[Membership]) -> None:
    """Raise Invalid unless all `ids` are `people` whom the task may have."""
    kept = {person.id for person in task.assignees}
    if len(people) != len(ids) or any(person.removed_at and person.id not in kept for person in people):
        raise Invalid({"assignees": ["Choose people who are in this workspace."]})
    if task.project.is_inbox and any(person.id != task.project.inbox_of for person in people):
        raise Invalid({"assignees": ["Only you see your Inbox. Move the task to a project first, then assign it."]})
    if any(not admits(task.project, person.id, person.role) for person in people if person.id not in kept):
        raise Invalid({"assignees": ["Not everyone you chose sees this project. Add them to the project first."]})


def find_labels(task: Task, ids: list[uuid.UUID]) -> list[Label]:
    labels = find_all(Label, ids, task.workspace_id)
    if len(labels) != len(ids):
        raise Invalid({"labels": ["Choose labels of this workspace."]})
    return labels


def check_section(task: Task, section_id: uuid.UUID | None) -> None:
    if section_id is not None:
        named = {"workspace_id": task.workspace_id, "id": section_id}
        section = once(("section", *named.values()), lambda: db.session.get(Section, named))
        if section is None or section.project_id != task.project_id:
            raise Invalid({"section_id": ["Choose a section of this project."]})


def refuse_conflicts(task: Task, changes: dict[str, Any], base: int, settled: dict[str, int]) -> None:
    """Raise Conflict if a field was changed since `base` to something else than what is being saved."""
    events = db.session.scalars(
        select(Event).where(Event.task_id == task.id, Event.version > base).order_by(Event.seq, Event.id)
    )
    changed = {field: event for event in events for field in {**(event.before or {}), **(event.after or {})}}
    fields = {}
    for name, mine in changes.items():
        event = changed.get(name)
        if event is None or name == "status" or (event.version or 0) <= settled.get(name, base):
            continue
        theirs = current_value(task, name)
        if theirs != mine and sorted_ids(theirs) != sorted_ids(mine):
            fields[name] = {"mine": mine, "theirs": theirs, "by": event.actor}
    if fields:
        raise Conflict(fields=fields, subject=task)


def current_value(task: Task, name: str) -> Any:
    if name == "repeat":
        return task.repeats
    value = getattr(task, name)
    return [row.id for row in value] if name in ("assignees", "labels") else value


def sorted_ids(value: Any) -> Any:
    if isinstance(value, list):
        return sorted(map(str, value))
    return value if isinstance(value, Due | Kept) else as_json(value)
