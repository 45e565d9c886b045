"""What is shown of a line while it is typed: each piece that means something, and what it came to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from app.reminders.wording import say_moment
from app.repeats.kept import Kept
from app.repeats.wording import say_repeat
from app.tasks.fields import TITLE_LIMIT
from app.tasks.readback import cut_off
from app.tasks.understanding import Understood
from app.tasks.wording import PRIORITY_NAMES
from app.translation.speaking import _
from app.wording import say_day, say_due
from app.words.reading import Piece, Reading

REFUSED = "refused"
LONGEST = 60
TOGETHER = {"due", "reminder"}
"""Kinds whose pieces say one thing together."""


@dataclass(frozen=True, slots=True)
class Chip:
    """Part [start:end] of the line, its kind, and what it came to or why it stays; no words where another says it."""

    start: int
    end: int
    kind: str
    words: str


def chips_of(understood: Understood, repeat: Kept | None, zone: ZoneInfo, now: datetime) -> list[Chip]:
    """Return the chips in the order of the line; `repeat` is the one it says, as the task would keep it."""
    reading = understood.reading
    chips = [Chip(no.start, no.end, REFUSED, _(no.reason)) for no in understood.refusals]
    said: set[str] = set()
    for piece in joined(reading):
        if piece.kind in ("", "quote"):
            continue
        words = "" if piece.kind in said else say_piece(piece, reading, repeat, zone, now)
        said |= TOGETHER & {piece.kind}
        end = reading.text.index("//", piece.start) + 2 if piece.kind == "description" else piece.end
        chips.append(Chip(piece.start, end, piece.kind, words))
    if (length := len(understood.title)) > TITLE_LIMIT and not understood.refusals:
        chips.append(Chip(len(reading.text), len(reading.text), REFUSED, too_long(length)))
    return sorted(chips, key=lambda chip: chip.start)


def too_long(length: int) -> str:
    return _("A title has at most {most} characters; this has {length:,}.", most=TITLE_LIMIT, length=length)


def say_piece(piece: Piece, reading: Reading, repeat: Kept | None, zone: ZoneInfo, now: datetime) -> str:
    """Return what the piece came to; where no words of our own are known for it, its own."""
    match piece.kind:
        case "due" if reading.due:
            return say_due(reading.due, zone, now)
        case "repeat" if repeat and reading.due:
            first = "" if any(one.kind == "due" for one in reading.pieces) else say_due(reading.due, zone, now)
            often = say_repeat(repeat)
            return _("{often}, first {day}", often=often, day=first) if first else often
        case "start" if reading.start:
            return _("From {day}", day=say_day(reading.start, now.astimezone(zone).date()))
        case "reminder" if reading.reminders:
            return ", ".join(say_moment(one, now.astimezone(zone).date()) for one in reading.reminders)
        case "description":
            return _("Description")
        case "priority":
            return _("{priority} priority", priority=_(PRIORITY_NAMES[str(piece.meaning)]))
        case "label" if any(name.name == piece.meaning and name.id is None for name in reading.labels):
            return _("{label}, a new label", label=piece.meaning)
        case "project" | "label" | "person":
            return str(piece.meaning)
        case _:
            return cut_off(reading.text[piece.start : piece.end].strip(), LONGEST)


def joined(reading: Reading) -> Iterator[Piece]:
    """Yield the pieces; a day and a time with nothing but space between them are one."""
    last: Piece | None = None
    for piece in reading.pieces:
        if last and piece.kind == last.kind == "due":
            last = replace(last, end=piece.end)
        elif piece.kind or reading.text[piece.start : piece.end].strip():
            if last:
                yield last
            last = piece
    if last:
        yield last
