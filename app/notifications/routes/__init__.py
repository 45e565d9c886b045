"""Updates, what one wants to hear of, leaving a list, and mails kept on this machine."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("notifications", __name__)

from app.notifications.routes import local_mails, preferences, unsubscribing, updates  # noqa: E402 - they use bp

__all__ = ["bp", "local_mails", "preferences", "unsubscribing", "updates"]
