"""How long the audit log is kept; one function of the database deletes what is older, and nothing of the last month."""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from sqlalchemy import text

from app.extensions import db

FORGET = text("select forget_audit(:days)")


def forget_old_entries(_now: datetime) -> None:
    """Delete what is older than AUDIT_DAYS, by the database's own clock."""
    db.session.execute(FORGET, {"days": current_app.config["AUDIT_DAYS"]})
    db.session.commit()
