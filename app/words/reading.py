"""What a line was read as: the task's fields, every piece of the text with its meaning, and what was refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.dates import Due
from app.repeats.occurrences import Repeat
from app.words.names import Name
from app.words.reminders import Reminder


@dataclass(frozen=True, slots=True)
class Piece:
    """Part [start:end] of the text; its kind is empty where it is plain words. All pieces together are the text."""

    start: int
    end: int
    kind: str = ""
    meaning: Any = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Part [start:end] of the text that was meant as something but stays in the title, and why."""

    start: int
    end: int
    reason: str


@dataclass(slots=True)
class Reading:
    """One line, understood. The title is what no other field took; the task can always be made from it.

    `says_day` is False where the due date is a time alone, on the next day that has it.
    """

    text: str
    title: str = ""
    description: str = ""
    due: Due | None = None
    says_day: bool = False
    start: date | None = None
    repeat: Repeat | None = None
    reminders: list[Reminder] = field(default_factory=list)
    priority: str | None = None
    project: Name | None = None
    labels: list[Name] = field(default_factory=list)
    people: list[Name] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return it all in plain values: tokens are the pieces that were understood."""
        return {
            "text": self.text,
            "title": self.title,
            "description": self.description,
            "due": self.due.as_json() if self.due else None,
            "start": self.start.isoformat() if self.start else None,
            "repeat": repeat_json(self.repeat, timed=bool(self.due and self.due.time)),
            "reminders": [reminder.as_json() for reminder in self.reminders],
            "priority": self.priority,
            "project": self.project.name if self.project else None,
            "labels": [name.name for name in self.labels],
            "people": [name.name for name in self.people],
            "tokens": [
                {
                    "start": piece.start,
                    "end": piece.end,
                    "text": self.text[piece.start : piece.end],
                    "kind": piece.kind,
                    "meaning": piece.meaning,
                }
                for piece in self.pieces
                if piece.kind
            ],
            "refusals": [
                {"start": no.start, "end": no.end, "text": self.text[no.start : no.end], "reason": no.reason}
                for no in self.refusals
            ],
        }


def repeat_json(repeat: Repeat | None, *, timed: bool) -> dict[str, str] | None:
    if repeat is None:
        return None
    return {"rule": repeat.rule.text(timed=timed), "start": repeat.start.isoformat(), "anchor": repeat.anchor}
