"""Events as people tell them: `moved it from Pending to In progress`."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, time
from typing import Any

from app.activity.models import Event
from app.repeats.wording import say_inside
from app.tasks.dates import Due
from app.tasks.fields import PRIORITIES
from app.tasks.wording import say_day, say_estimate
from app.translation.speaking import _
from app.workspaces.directory import Directory

PLAIN = {
    "task.created": ("plus", "added the task"),
    "task.started": ("arrow-right", "started it"),
    "task.paused": ("arrow-left", "put it back to pending"),
    "task.completed": ("check", "completed it"),
    "task.reopened": ("undo-2", "reopened it"),
    "task.cancelled": ("x", "cancelled it"),
    "task.moved": ("arrow-up-down", "moved it in the order"),
    "task.trashed": ("trash-2", "put it into the trash"),
    "task.restored": ("undo-2", "brought it back from the trash"),
}


FILES = {"file.created": "attached", "file.deleted": "took off", "file.restored": "put back"}


def in_brackets(ref: str | None) -> str:
    return f" ({ref})" if ref else ""


def tell(event: Event, directory: Directory, today: date) -> tuple[str, str] | None:
    """Return an icon and what the actor did, or None for what nobody needs to read."""
    before, after = event.before or {}, event.after or {}
    if event.kind == "task.moved_to_project":
        return (
            "folder",
            f"moved it from {before.get('project', '')}{in_brackets(before.get('ref'))} to {after.get('project', '')}",
        )
    if event.kind == "task.changed":
        parts = [
            say(before.get(field), after.get(field), directory, today)
            for field, say in CHANGES.items()
            if field in after
        ]
        return ("pencil", ", ".join(parts)) if parts else None
    if event.kind in FILES:
        return "paperclip", f"{FILES[event.kind]} “{after.get('name') or before.get('name') or 'a file'}”"
    if event.kind == "task.created" and "follows" in after:
        return "repeat", "planned it by finishing the one before"
    if event.kind == "task.moved" and "section_id" in after:
        return "arrow-up-down", changed_section(None, after["section_id"], directory, today)
    plain = PLAIN.get(event.kind)
    return (plain[0], _(plain[1])) if plain else None


def changed_people(before: Any, after: Any, directory: Directory, _today: date) -> str:
    gone, came = set(before or []) - set(after or []), set(after or []) - set(before or [])
    parts = [f"assigned {name_all(came, directory.people)}"] if came else []
    return " and ".join(parts + ([f"unassigned {name_all(gone, directory.people)}"] if gone else []))


def changed_labels(before: Any, after: Any, directory: Directory, _today: date) -> str:
    gone, came = set(before or []) - set(after or []), set(after or []) - set(before or [])
    parts = [f"added the label {name_all(came, directory.labels)}"] if came else []
    return " and ".join(parts + ([f"took off {name_all(gone, directory.labels)}"] if gone else []))


def name_all(ids: set[str], names: dict[uuid.UUID, Any]) -> str:
    return ", ".join(
        sorted(names[key].name if (key := uuid.UUID(id)) in names else "somebody who is gone" for id in ids)
    )


def changed_due(before: Any, after: Any, _directory: Directory, today: date) -> str:
    if after is None:
        return "took the due date off"
    return (
        f"moved the date from {say_date(before, today)} to {say_date(after, today)}"
        if before
        else f"set the date to {say_date(after, today)}"
    )


def say_date(value: dict[str, Any], today: date) -> str:
    due = Due(
        date.fromisoformat(value["date"]),
        time.fromisoformat(value["time"]) if value.get("time") else None,
        value.get("zone"),
    )
    return say_day(due.date, today) + (f" {due.time:%H:%M}" if due.time else "")


def changed_section(_before: Any, after: Any, directory: Directory, _today: date) -> str:
    if after is None:
        return "took it out of its section"
    section = directory.sections.get(uuid.UUID(after))
    return f"moved it to {section.name if section else 'a section that is gone'}"


def changed_priority(_before: Any, after: Any, _directory: Directory, _today: date) -> str:
    return f"set the priority to {PRIORITIES[after]}" if after else "took the priority off"


def changed_start(_before: Any, after: Any, _directory: Directory, today: date) -> str:
    return f"set the start to {say_day(date.fromisoformat(after), today)}" if after else "took the start off"


def changed_estimate(_before: Any, after: Any, _directory: Directory, _today: date) -> str:
    return f"estimated {say_estimate(after)}" if after else "took the estimate off"


def changed_repeat(before: Any, after: Any, _directory: Directory, _today: date) -> str:
    if after is None:
        return "ended the repeat"
    if before and before["rule"] == after["rule"] and before["anchor"] == after["anchor"]:
        return "left one out" if before["slot"] != after["slot"] else "changed what is repeated"
    return f"made it repeat {say_inside(after)}"


def changed_title(before: Any, _after: Any, _directory: Directory, _today: date) -> str:
    return f"renamed it from “{before}”"


def changed_description(_before: Any, after: Any, _directory: Directory, _today: date) -> str:
    return "wrote the description" if after else "took the description away"


CHANGES: dict[str, Callable[[Any, Any, Directory, date], str]] = {
    "title": changed_title,
    "description": changed_description,
    "assignees": changed_people,
    "due": changed_due,
    "priority": changed_priority,
    "labels": changed_labels,
    "start_on": changed_start,
    "estimate": changed_estimate,
    "repeat": changed_repeat,
    "section_id": changed_section,
}
