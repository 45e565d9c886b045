"""What whoever runs Primo does to accounts: make somebody look after the instance, and shut accounts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Session, User
from app.accounts.sessions import end_sessions
from app.audit.writing import audit
from app.extensions import db


def disable(user: User, *, at: datetime) -> None:
    """Shut the account: no way in, and out at once wherever somebody is signed in, programs and streams included."""
    if user.disabled_at is None:
        audit("account.disabled", user)
    user.disabled_at = user.disabled_at or at
    db.session.flush()  # waits for who is signing in, so that what ends below are all sessions
    end_sessions(user.id)


def enable(user: User) -> None:
    """Open the account again; whoever it is signs in anew."""
    if user.disabled_at is not None:
        audit("account.enabled", user)
    user.disabled_at = None


def sign_everyone_out() -> int:
    """End every session and token there is, and return of how many people."""
    people = db.session.scalars(select(Session.user_id).distinct()).all()
    for user_id in people:
        end_sessions(user_id)
    audit("instance.signed_out")
    return len(people)


def let_look_after(user: User, is_admin: bool) -> None:
    """Let the person look after the instance, or no more."""
    if user.is_admin != is_admin:
        audit("instance.granted" if is_admin else "instance.revoked", user)
    user.is_admin = is_admin
