"""The first proof that an address is theirs: until then anybody may have made the account, and wait in it for them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from app.accounts.models import User
from app.accounts.passwords import hash_password
from app.accounts.sessions import end_sessions
from app.accounts.tokens import new_token
from app.accounts.ways import Identity, Passkey
from app.audit.writing import audit
from app.extensions import db


def claim(user: User, *, at: datetime) -> None:
    """Confirm the address for who has just come in by a mail to it.

    Where nobody had shown before that they read it, every way in that was set up till now ends; a second factor stays,
    since it lets nobody in by itself.
    """
    if user.email_confirmed_at is None:
        shut(user)
        user.email_confirmed_at = at
        audit("account.confirmed", by=user)


def disown(user: User) -> None:
    """End what somebody set up with an address of others, for who reads it and says so; a confirmed account stays."""
    if user.email_confirmed_at is None:
        shut(user)
        audit("account.disowned", user)


def shut(user: User) -> None:
    """End every way in; who reads the address can still set a password."""
    for way in (Passkey, Identity):
        db.session.execute(delete(way).where(way.user_id == user.id))
    end_sessions(user.id)
    user.password_hash, user.has_password = hash_password(new_token()), False
