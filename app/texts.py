"""Texts as people mean them: without the control characters that come along when something is pasted."""

from __future__ import annotations

import re

UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def without_controls(text: str) -> str:
    """Return the text without characters that no page may hold; tabs and line ends stay."""
    return UNSEEN.sub("", text)


def one_line(text: str) -> str:
    """Return the text on one line, with single spaces."""
    return " ".join(without_controls(" ".join(text.split())).split())
