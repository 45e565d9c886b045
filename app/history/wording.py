"""A change as people tell it in one line: `completed “Order the signs”`, `moved 12 tasks`."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from app.translation.speaking import _, later
from app.wording import count

VERBS: dict[str, str] = {
    "task.created": later("added {what}"),
    "task.changed": later("changed {what}"),
    "task.moved": later("moved {what}"),
    "task.moved_to_project": later("moved {what} to another project"),
    "task.started": later("started {what}"),
    "task.paused": later("put {what} back to pending"),
    "task.completed": later("completed {what}"),
    "task.cancelled": later("cancelled {what}"),
    "task.reopened": later("reopened {what}"),
    "task.trashed": later("put {what} into the trash"),
    "task.restored": later("restored {what}"),
    "task.deleted": later("deleted {what} for ever"),
    "comment.created": later("wrote {what}"),
    "comment.changed": later("edited {what}"),
    "comment.deleted": later("deleted {what}"),
    "comment.restored": later("brought {what} back"),
    "file.created": later("attached {what}"),
    "file.deleted": later("took {what} off"),
    "file.restored": later("put {what} back"),
    "section.created": later("added {what}"),
    "section.changed": later("renamed {what}"),
    "section.moved": later("moved {what}"),
    "section.removed": later("removed {what}"),
    "label.created": later("added {what}"),
    "label.changed": later("changed {what}"),
    "label.deleted": later("deleted {what}"),
    "project.created": later("added {what}"),
    "project.changed": later("changed {what}"),
    "project.moved": later("moved {what}"),
    "project.limited": later("set a limit in {what}"),
    "project.shared": later("changed who sees {what}"),
    "project.archived": later("archived {what}"),
    "project.brought_back": later("brought {what} back from the archive"),
    "project.trashed": later("put {what} into the trash"),
    "project.restored": later("restored {what}"),
    "project.deleted": later("deleted {what} for ever"),
    "reminder.created": later("set {what}"),
    "reminder.deleted": later("took {what} off"),
    "filter.saved": later("saved {what}"),
    "filter.changed": later("changed {what}"),
    "filter.deleted": later("deleted {what}"),
}
FIELDS = {
    "title": later("the title"),
    "description": later("the description"),
    "priority": later("the priority"),
    "start_on": later("the start"),
    "due": later("the due date"),
    "estimate": later("the estimate"),
    "repeat": later("the repeat"),
    "section_id": later("the section"),
    "assignees": later("the assignment"),
    "labels": later("the labels"),
}
NAMED = {
    "comment": later("a comment on “{name}”"),
    "section": later("the section “{name}”"),
    "label": later("the label “{name}”"),
    "project": later("the project “{name}”"),
    "filter": later("the filter “{name}”"),
    "file": later("a file on “{name}”"),
    "reminder": later("a reminder of “{name}”"),
    "task": later("“{name}”"),
}
NAMELESS = {
    "comment": later("a comment"),
    "section": later("a section"),
    "label": later("a label"),
    "project": later("a project"),
    "filter": later("a filter"),
    "file": later("a file"),
    "reminder": later("a reminder"),
    "task": later("a task"),
}
MANY: dict[str, Callable[[int], str]] = {
    "comment": lambda number: count(number, "comment"),
    "section": lambda number: count(number, "section"),
    "label": lambda number: count(number, "label"),
    "project": lambda number: count(number, "project"),
    "filter": lambda number: count(number, "filter"),
    "file": lambda number: count(number, "file"),
    "reminder": lambda number: count(number, "reminder"),
    "task": lambda number: count(number, "task"),
}
LONGEST = 80


class Told(Protocol):
    """What is read of an event."""

    kind: str
    subject_id: uuid.UUID
    after: dict[str, Any] | None


def tell_change(events: Sequence[Told], names: dict[uuid.UUID, str], *, total: int = 0) -> str:
    """Return what a change did, by the kind of event that says most; one subject is named, several are counted.

    `total` is how many events there are where only the first are given: then all are taken to be like these.
    """
    kind = weightiest(events)
    those = [event for event in events if event.kind == kind]
    noun = kind.partition(".")[0]
    subjects = list(dict.fromkeys(event.subject_id for event in those))
    if len(subjects) > 1:
        what = MANY[noun](total if len(events) < total else len(subjects))
    else:
        what = call(noun, names.get(subjects[0], ""))
    if kind == "task.changed":
        fields = {words for event in those for field, words in FIELDS.items() if field in (event.after or {})}
        return (
            _("changed {fields} of {what}", fields=_(fields.pop()), what=what)
            if len(fields) == 1
            else _("changed {what}", what=what)
        )
    return _(VERBS[kind], what=what)


def without_person(told: str) -> str:
    """Return what was done as it stands where nobody is named: `„Wasser“ erledigt`, not `hat „Wasser“ erledigt`."""
    has = _(later("has "))
    return told.removeprefix(has)


def call(noun: str, name: str) -> str:
    """Return what was changed, by its name where it has one: `a comment on “Signs”`."""
    return _(NAMED[noun], name=shorten(name)) if name else _(NAMELESS[noun])


def weightiest(events: Sequence[Told]) -> str:
    """Return the kind that tells most of the change: what was made or thrown away before what was set.

    An occurrence that was made because another was done tells nothing.
    """
    order = list(VERBS)
    last = len(order)
    own = [event for event in events if "follows" not in (event.after or {})] or events
    kinds = [event.kind for event in own]
    weight = {kind: order.index(kind) if kind in order else last for kind in kinds}
    made = [kind for kind in kinds if kind.endswith(".created")]
    return made[0] if made else max(kinds, key=lambda kind: (kinds.count(kind), weight[kind]))


def shorten(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
