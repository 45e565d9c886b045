"""Pasted lines as tasks: one line each, deeper lines are subtasks of the line above."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

TAB_WIDTH = 4
MOST_LINES = 500
BULLET = re.compile(r"^(?:[-*+•–]|\d{1,3}[.)])\s+(?:\[[ xX]?\]\s+)?|^\[[ xX]?\]\s+")


@dataclass(slots=True)
class Line:
    """One pasted line: its place in the paste (from 1), its words, and the lines under it."""

    number: int
    text: str
    indent: int
    children: list[Line] = field(default_factory=list)


def read_outline(pasted: str) -> list[Line]:
    """Return the top lines of a paste; list marks and check boxes are taken off, empty lines do not count."""
    top: list[Line] = []
    above: list[Line] = []
    for number, raw in enumerate(pasted.splitlines()[:MOST_LINES], start=1):
        words = raw.expandtabs(TAB_WIDTH)
        text = words.strip()
        if not text:
            continue
        line = Line(number, BULLET.sub("", text, count=1) or text, len(words) - len(words.lstrip()))
        while above and above[-1].indent >= line.indent:
            above.pop()
        (above[-1].children if above else top).append(line)
        above.append(line)
    return top
