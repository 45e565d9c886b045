"""One instant for the whole answer, so that a page does not change its mind half way."""

from __future__ import annotations

from datetime import datetime

from flask import g

from app.database import utcnow


def now() -> datetime:
    """Return when this request began to be answered (UTC)."""
    if "now" not in g:
        g.now = utcnow()
    moment: datetime = g.now
    return moment
