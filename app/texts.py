"""Texts and names as people mean them: without the control characters that come along when something is pasted."""

from __future__ import annotations

import re
import unicodedata
import uuid

from app.errors import Invalid
from app.translation.speaking import _

UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")

UNREAD = re.compile("[\u00ad\u200b\u202a-\u202e\u2060-\u2069\ufeff]")
"""What shows nothing and makes one name look like another, or turns round what is written behind it."""


def without_controls(text: str) -> str:
    """Return the text without characters that no page may hold; tabs and line ends stay."""
    return UNSEEN.sub("", text)


def one_line(text: str) -> str:
    """Return the text on one line, with single spaces; one that shows nothing is empty."""
    line = " ".join(UNREAD.sub("", without_controls(" ".join(text.split()))).split())
    return line if any(unicodedata.category(c) not in ("Cf", "Zs") for c in line) else ""


def read_name(typed: str, most: int, *, missing: str, field: str = "name") -> str:
    """Return a name on one line; Invalid at `field` past `most` characters, or with the sentence `missing` for none."""
    name = one_line(typed)
    if not name:
        raise Invalid({field: [missing]})
    if len(name) > most:
        raise Invalid({field: [_("Use at most {most} characters.", most=most)]})
    return name


def read_uuid(text: str) -> uuid.UUID | None:
    """Return the id that is written so, or None for what is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
