"""What people are called: as they call themselves, and after their account was deleted as everyone is called then."""

from __future__ import annotations

from app.translation.speaking import _, later

DELETED = later("Deleted person")
"""How it is kept and exported; it is read as `shown_name` has it."""


def shown_name(name: str) -> str:
    """Return a name as it is read: who deleted their account is called so in the reader's language."""
    return _(name) if name == DELETED else name
