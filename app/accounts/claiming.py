"""Against account pre-hijacking: until an address is proved, anybody may have made its account, and wait in it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from app.accounts.models import RecoveryCode, SecondFactor, User
from app.accounts.passwords import hash_password
from app.accounts.sessions import end_sessions
from app.accounts.tokens import new_token
from app.accounts.ways import Identity, Passkey
from app.audit.writing import audit
from app.extensions import db


def claim(user: User, *, at: datetime) -> bool:
    """Confirm the address for who has just come in by a mail to it; say whether they are the first to show it.

    Then all that was set up till now ends, a second factor too: it may be somebody else's, who waits behind it.
    """
    db.session.refresh(user, with_for_update=True)  # waits for who is signing in, or adding a way in, till now
    if user.email_confirmed_at is not None:
        return False
    shut(user)
    user.email_confirmed_at = at
    audit("account.confirmed", by=user)
    return True


def disown(user: User) -> None:
    """End what somebody set up with an address of others, for who reads it and says so; a confirmed account stays."""
    db.session.refresh(user, with_for_update=True)
    if user.email_confirmed_at is None:
        shut(user)
        audit("account.disowned", user)


def shut(user: User) -> None:
    """End every way in, and what is asked for beside it; who reads the address can still set a password."""
    for way in (Passkey, Identity, SecondFactor, RecoveryCode):
        db.session.execute(delete(way).where(way.user_id == user.id))
    end_sessions(user.id)
    user.password_hash, user.has_password = hash_password(new_token()), False
