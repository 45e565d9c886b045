"""The fields one may ask for, and what may stand behind each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "name", "person", "day"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field takes fixed words, names, people or days; `also` maps other spellings of the words to them."""

    kind: Kind
    words: tuple[str, ...] = ()
    can_be_empty: bool = False
    also: tuple[tuple[str, str], ...] = ()


STATUSES = ("pending", "in_progress", "completed", "cancelled")
FIELDS: dict[str, Field] = {
    "is": Field(
        "word",
        ("open", "done", "overdue", "repeating", "unread", "trashed"),
        also=(("late", "overdue"), ("completed", "done"), ("recurring", "repeating")),
    ),
    "status": Field(
        "word",
        STATUSES,
        also=(("in-progress", "in_progress"), ("in progress", "in_progress"), ("done", "completed")),
    ),
    "priority": Field("word", ("none", "low", "medium", "high", "urgent")),
    "assignee": Field("person", can_be_empty=True),
    "creator": Field("person"),
    "label": Field("name", can_be_empty=True),
    "project": Field("name"),
    "section": Field("name", can_be_empty=True),
    "due": Field("day", can_be_empty=True),
    "start": Field("day", can_be_empty=True),
    "created": Field("day"),
    "updated": Field("day"),
    "completed": Field("day", can_be_empty=True),
}
SETTINGS: dict[str, tuple[str, ...]] = {
    "sort": ("order", "due", "priority", "created", "updated", "number", "title"),
    "group": ("project", "section", "status", "priority", "assignee", "due", "label", "none"),
}
OTHER_NAMES = {"labels": "label", "assigned": "assignee", "by": "creator", "in": "project", "prio": "priority"}
