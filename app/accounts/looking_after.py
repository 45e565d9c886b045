"""What whoever runs Primo does to accounts: make somebody look after the instance, and shut accounts."""

from __future__ import annotations

from datetime import datetime

from app.accounts.models import User
from app.accounts.sessions import end_sessions


def disable(user: User, *, at: datetime) -> None:
    """Shut the account: no way in, and out at once wherever somebody is signed in, programs and streams included."""
    user.disabled_at = user.disabled_at or at
    end_sessions(user.id)


def enable(user: User) -> None:
    """Open the account again; whoever it is signs in anew."""
    user.disabled_at = None
