"""A change as people tell it in one line: `completed “Order the signs”`, `moved 12 tasks`."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, Protocol

from app.tasks.wording import count
from app.translation.speaking import _

VERBS: dict[str, str] = {
    "task.created": "added",
    "task.changed": "changed",
    "task.moved": "moved",
    "task.moved_to_project": "moved to another project",
    "task.started": "started",
    "task.paused": "put back to pending",
    "task.completed": "completed",
    "task.cancelled": "cancelled",
    "task.reopened": "reopened",
    "task.trashed": "put into the trash",
    "task.restored": "restored",
    "task.deleted": "deleted for ever",
    "comment.created": "wrote",
    "comment.changed": "edited",
    "comment.deleted": "deleted",
    "comment.restored": "brought back",
    "file.created": "attached",
    "file.deleted": "took off",
    "file.restored": "put back",
    "section.created": "added",
    "section.changed": "renamed",
    "section.moved": "moved",
    "section.removed": "removed",
    "label.created": "added",
    "label.changed": "changed",
    "label.deleted": "deleted",
    "project.created": "added",
    "project.changed": "changed",
    "project.moved": "moved",
    "project.limited": "set a limit in",
    "project.shared": "changed who sees",
    "project.archived": "archived",
    "project.brought_back": "brought back from the archive",
    "project.trashed": "put into the trash",
    "project.restored": "restored",
    "project.deleted": "deleted for ever",
    "reminder.created": "set",
    "reminder.deleted": "took off",
    "filter.saved": "saved",
    "filter.changed": "changed",
    "filter.deleted": "deleted",
}
FIELDS = {
    "title": "the title",
    "description": "the description",
    "priority": "the priority",
    "start_on": "the start",
    "due": "the due date",
    "estimate": "the estimate",
    "repeat": "the repeat",
    "section_id": "the section",
    "assignees": "the assignment",
    "labels": "the labels",
}
NOUNS = {
    "comment": "a comment on ",
    "section": "the section ",
    "label": "the label ",
    "project": "the project ",
    "filter": "the filter ",
    "file": "a file on ",
    "reminder": "a reminder of ",
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
        what = count(total if len(events) < total else len(subjects), noun)
    else:
        name = names.get(subjects[0], "")
        what = f"{_(NOUNS.get(noun, ''))}“{shorten(name)}”" if name else _(f"a {noun}")
    if kind == "task.changed":
        fields = {words for event in those for field, words in FIELDS.items() if field in (event.after or {})}
        return (
            _("changed {fields} of {what}", fields=_(fields.pop()), what=what)
            if len(fields) == 1
            else say("changed", what)
        )
    return say(VERBS.get(kind, kind), what)


def say(verb: str, what: str) -> str:
    """Put what it is about behind the verb: `put “Signs” into the trash`."""
    first, *rest = verb.split(" ", 1)
    return _(" ".join([first, "{what}", *rest]), what=what)


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
