"""The ring of Today: one slanted stroke for each task, those that are done in ink, the last of them on the marker."""

from __future__ import annotations

from math import cos, radians, sin

MOST = 24
OUTER, INNER, CENTRE = 56, 43, 60
FILLED, GAP, LEAN = 0.62, 12, -11.4
"""Which part of its place a stroke takes, the degrees it leaves at most, and by how many its inner end lies back."""


def ring_strokes(done: int, total: int) -> list[tuple[str, str]]:
    """Return the strokes as pairs of a kind (`on`, `mark` or `off`) and the data of an SVG path in a box of 120.

    Of more tasks than there is room for, the same part of the strokes is filled.
    """
    count = min(total, MOST)
    filled = done if total <= MOST else done * MOST // total
    return [("off" if n >= filled else "mark" if n == filled - 1 else "on", stroke(n, count)) for n in range(count)]


def stroke(number: int, count: int) -> str:
    step = 360 / count
    width = max(step * FILLED, step - GAP)
    start = step * (number + 0.5) - width / 2
    outer = at(OUTER, start), at(OUTER, start + width)
    inner = at(INNER, start + width + LEAN), at(INNER, start + LEAN)
    far = int(width > 180)
    return f"M{outer[0]}A{OUTER} {OUTER} 0 {far} 1 {outer[1]}L{inner[0]}A{INNER} {INNER} 0 {far} 0 {inner[1]}z"


def at(radius: float, degrees: float) -> str:
    angle = radians(degrees)
    return f"{CENTRE + radius * sin(angle):.1f} {CENTRE - radius * cos(angle):.1f}"
