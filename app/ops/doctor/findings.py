"""What the doctor says about one thing."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Level(enum.StrEnum):
    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault keeps Primo from its work or its promises; a warning is worth a look."""

    level: Level
    about: str
    words: str


def ok(about: str, words: str) -> Finding:
    return Finding(Level.OK, about, words)


def warning(about: str, words: str) -> Finding:
    return Finding(Level.WARNING, about, words)


def fault(about: str, words: str) -> Finding:
    return Finding(Level.FAULT, about, words)


def first_line(error: BaseException) -> str:
    """Return what an error says, short enough for a terminal."""
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__)[:200].rstrip(".")
