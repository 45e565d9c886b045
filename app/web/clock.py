"""One instant for the whole answer, so that a page does not change its mind half way."""

from __future__ import annotations

from datetime import datetime

from flask import g

from app.database import utcnow


def now() -> datetime:
    """Return when this request began to be answered (UTC)."""
    moment: datetime | None = g.get("now")
    if moment is None:
        moment = g.now = utcnow()
    return moment
