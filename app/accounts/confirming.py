"""Asking for the current password again, before what a passer-by at an open screen must not change."""

from __future__ import annotations

from datetime import datetime

from app.accounts.models import User
from app.accounts.sign_in import authenticate
from app.errors import Invalid, TooMany


def confirm_password(user: User, typed: str, *, address: str | None, at: datetime) -> None:
    """Raise Invalid unless this is the person's password; wrong ones count as failed sign-ins."""
    if not typed:
        raise Invalid({"current": ["Type your current password."]})
    try:
        authenticate(user.email, typed, address=address, at=at)
    except Invalid:
        raise Invalid({"current": ["This is not your current password."]}) from None
    except TooMany as fault:
        raise Invalid({"current": [fault.message]}) from None
