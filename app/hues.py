"""The hues people, projects and labels may have; a name is stored, never a colour value."""

from __future__ import annotations

import uuid

HUES = ("rose", "coral", "amber", "leaf", "teal", "sky", "iris", "slate")


def hue_for(key: uuid.UUID) -> str:
    """Return the hue this id always gets until somebody chooses another."""
    return HUES[key.int % len(HUES)]
