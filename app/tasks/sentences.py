"""Events as people tell them: `moved it from Pending to In progress`."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, time
from typing import Any

from app.activity.models import Event
from app.dates import Due
from app.repeats.wording import say_inside
from app.tasks.fields import PRIORITIES
from app.translation.speaking import _, later
from app.wording import say_day, say_estimate
from app.workspaces.directory import Directory

PLAIN = {
    "task.created": ("plus", later("added the task")),
    "task.started": ("arrow-right", later("started it")),
    "task.paused": ("arrow-left", later("put it back to pending")),
    "task.completed": ("check", later("completed it")),
    "task.reopened": ("undo-2", later("reopened it")),
    "task.cancelled": ("x", later("cancelled it")),
    "task.moved": ("arrow-up-down", later("moved it in the order")),
    "task.trashed": ("trash-2", later("put it into the trash")),
    "task.restored": ("undo-2", later("brought it back from the trash")),
}
FILES = {
    "file.created": later("attached “{name}”"),
    "file.deleted": later("took off “{name}”"),
    "file.restored": later("put back “{name}”"),
}


def tell(event: Event, directory: Directory, today: date) -> tuple[str, str] | None:
    """Return an icon and what the actor did, or None for what nobody needs to read."""
    before, after = event.before or {}, event.after or {}
    if event.kind == "task.moved_to_project":
        return "folder", changed_project(before, after)
    if event.kind == "task.changed":
        parts = [
            say(before.get(field), after.get(field), directory, today)
            for field, say in CHANGES.items()
            if field in after
        ]
        return ("pencil", ", ".join(parts)) if parts else None
    if event.kind in FILES:
        return "paperclip", _(FILES[event.kind], name=after.get("name") or before.get("name") or _("a file"))
    if event.kind == "task.created" and "follows" in after:
        return "repeat", _("planned it by finishing the one before")
    if event.kind == "task.moved" and "section_id" in after:
        return "arrow-up-down", changed_section(None, after["section_id"], directory, today)
    plain = PLAIN.get(event.kind)
    return (plain[0], _(plain[1])) if plain else None


def changed_project(before: dict[str, Any], after: dict[str, Any]) -> str:
    first, last = before.get("project", ""), after.get("project", "")
    if ref := before.get("ref"):
        return _("moved it from {first} ({ref}) to {last}", first=first, ref=ref, last=last)
    return _("moved it from {first} to {last}", first=first, last=last)


def changed_people(before: Any, after: Any, directory: Directory, _today: date) -> str:
    gone, came = (name_all(ids, directory.people) for ids in gone_and_came(before, after))
    if gone and came:
        return _("assigned {came} and unassigned {gone}", came=came, gone=gone)
    return _("assigned {came}", came=came) if came else _("unassigned {gone}", gone=gone) if gone else ""


def changed_labels(before: Any, after: Any, directory: Directory, _today: date) -> str:
    gone, came = (name_all(ids, directory.labels) for ids in gone_and_came(before, after))
    if gone and came:
        return _("added the label {came} and took off {gone}", came=came, gone=gone)
    return _("added the label {came}", came=came) if came else _("took off {gone}", gone=gone) if gone else ""


def gone_and_came(before: Any, after: Any) -> tuple[set[str], set[str]]:
    return set(before or []) - set(after or []), set(after or []) - set(before or [])


def name_all(ids: set[str], names: dict[uuid.UUID, Any]) -> str:
    return ", ".join(
        sorted(names[key].name if (key := uuid.UUID(id)) in names else _("somebody who is gone") for id in ids)
    )


def changed_due(before: Any, after: Any, _directory: Directory, today: date) -> str:
    if after is None:
        return _("took the due date off")
    last = say_date(after, today)
    if before:
        return _("moved the date from {first} to {last}", first=say_date(before, today), last=last)
    return _("set the date to {day}", day=last)


def say_date(value: dict[str, Any], today: date) -> str:
    due = Due(
        date.fromisoformat(value["date"]),
        time.fromisoformat(value["time"]) if value.get("time") else None,
        value.get("zone"),
    )
    return say_day(due.date, today) + (f" {due.time:%H:%M}" if due.time else "")


def changed_section(_before: Any, after: Any, directory: Directory, _today: date) -> str:
    if after is None:
        return _("took it out of its section")
    section = directory.sections.get(uuid.UUID(after))
    return _("moved it to {section}", section=section.name) if section else _("moved it to a section that is gone")


def changed_priority(_before: Any, after: Any, _directory: Directory, _today: date) -> str:
    return _("set the priority to {priority}", priority=_(PRIORITIES[after])) if after else _("took the priority off")


def changed_start(_before: Any, after: Any, _directory: Directory, today: date) -> str:
    if not after:
        return _("took the start off")
    return _("set the start to {day}", day=say_day(date.fromisoformat(after), today))


def changed_estimate(_before: Any, after: Any, _directory: Directory, _today: date) -> str:
    return _("estimated {time}", time=say_estimate(after)) if after else _("took the estimate off")


def changed_repeat(before: Any, after: Any, _directory: Directory, _today: date) -> str:
    if after is None:
        return _("ended the repeat")
    if before and before["rule"] == after["rule"] and before["anchor"] == after["anchor"]:
        return _("left one out") if before["slot"] != after["slot"] else _("changed what is repeated")
    return _("made it repeat {often}", often=say_inside(after))


def changed_title(before: Any, _after: Any, _directory: Directory, _today: date) -> str:
    return _("renamed it from “{name}”", name=before)


def changed_description(_before: Any, after: Any, _directory: Directory, _today: date) -> str:
    return _("wrote the description") if after else _("took the description away")


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
