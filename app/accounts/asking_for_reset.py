"""Sending a reset link to whom an address belongs to, if it belongs to anyone."""

from __future__ import annotations

from datetime import datetime

from app.accounts.notices import queue_at_home
from app.accounts.resetting import find_user, is_flooded, start_reset
from app.database import new_id


def mail_reset(email: str, *, at: datetime) -> None:
    """Queue the mail with the link; nothing happens for an unknown address or one that got several already."""
    user = find_user(email)
    if user is None or user.home_workspace_id is None or is_flooded(user, at=at):
        return
    reset = start_reset(user, at=at)
    queue_at_home(
        user,
        id=new_id(),
        kind="reset",
        once_key=f"reset:{reset.id}",
        reset_id=reset.id,
        address=user.email,
        next_attempt_at=at,
        created_at=at,
    )
