"""The words of a typed line that its writer has taken back, as the form names them."""

from __future__ import annotations

import re

from flask import request

SPANS = re.compile(r"(\d{1,5})-(\d{1,5})")
MOST = 100


def plain_spans(text: str | None = None) -> list[tuple[int, int]]:
    """Return the spans of the field `plain` (`3-10 15-20`), which counts as browsers do, in characters of the line."""
    line = request.form.get("title", "") if text is None else text
    ends = SPANS.findall(request.form.get("plain", ""))[:MOST]
    return [(characters(line, int(start)), characters(line, int(end))) for start, end in ends if int(start) < int(end)]


def characters(text: str, units: int) -> int:
    """Return how many characters the first `units` of UTF-16 are."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))


def units(text: str, characters: int) -> int:
    """Return how many units of UTF-16 the first `characters` are."""
    return len(text[:characters].encode("utf-16-le", "surrogatepass")) // 2
