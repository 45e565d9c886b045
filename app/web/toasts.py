"""What a toast says, and the way back it offers: to what this request has just committed."""

from __future__ import annotations

import uuid
from typing import Literal, NamedTuple

from flask import g

from app.extensions import db
from app.translation.speaking import _, later

Offer = bool | Literal["Redo"]
"""Whether a toast offers to undo, or, after an undo, to redo."""


class Typed(NamedTuple):
    """A line that was read for its words, and the address that keeps all of it as text."""

    address: str
    line: str


class Toast(NamedTuple):
    """A sentence, and perhaps the address that takes back what it tells of and the word for that."""

    text: str
    undo: str = ""
    word: str = "Undo"
    typed: Typed | None = None


def last_change() -> uuid.UUID | None:
    """Return the change that this request has committed last, if it has changed anything."""
    found: uuid.UUID | None = db.session().info.get("last_change")
    return found


def toast_for(text: str, offer: Offer = False, change_id: uuid.UUID | None = None) -> Toast:
    """Return the toast; with `offer` it leads back from `change_id`, by default the change just committed."""
    change_id = change_id or last_change()
    viewer = g.get("viewer")
    if not offer or change_id is None or viewer is None:
        return Toast(_(text))
    return Toast(
        _(text), f"{viewer.base}/changes/{change_id}/undo", later("Redo") if offer == "Redo" else later("Undo")
    )
