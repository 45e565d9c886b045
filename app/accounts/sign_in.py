"""Signing in: wrong passwords are counted per account and network, and known and unknown accounts look the same."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.accounts.emails import email_key
from app.accounts.guessing import guess
from app.accounts.models import User
from app.accounts.passwords import verify_password
from app.errors import Invalid
from app.extensions import db

NOT_RIGHT = "The address or the password is not right."


def authenticate(email: str, password: str, *, address: str | None, at: datetime) -> User:
    """Return the account these belong to, or raise Invalid with one sentence for every reason, or TooManyFailures."""
    key = email_key(email)[:254]
    user = db.session.scalar(select(User).where(User.email_key == key))

    def check() -> User | None:
        is_right = verify_password(user.password_hash if user else None, password)
        return user if is_right and user is not None and still_is(user) else None

    wrong = Invalid({"password": [NOT_RIGHT]})
    return guess(key, check, wrong=wrong, kind="sign_in.failed", to=user, address=address, at=at)


def still_is(user: User) -> bool:
    """Say whether the account is open and its password still the one just compared, and let nobody change it till then.

    Else a sign-in that is under way while the password is reset would outlive the reset.
    """
    query = select(User.password_hash, User.disabled_at).where(User.id == user.id).with_for_update(key_share=True)
    return db.session.execute(query).one() == (user.password_hash, None)
