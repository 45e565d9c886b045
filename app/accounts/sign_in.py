"""Signing in: wrong passwords are counted per account and network, and known and unknown accounts look the same."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from app.accounts.emails import email_key
from app.accounts.models import SignInFailure, User
from app.accounts.passwords import verify_password
from app.errors import DomainError, Invalid
from app.extensions import db
from app.web.networks import network_of

MOST_FAILURES = 10
WINDOW = timedelta(minutes=15)


class TooManyFailures(DomainError):
    """Somebody guesses; another network is not locked out."""

    message = "Too many wrong passwords from here. Wait 15 minutes, or reset the password."


def authenticate(email: str, password: str, *, address: str | None, at: datetime) -> User:
    """Return the account these belong to, or raise Invalid with one sentence for every reason."""
    key, network = email_key(email)[:254], network_of(address)
    recent = db.session.scalar(
        select(func.count())
        .select_from(SignInFailure)
        .where(SignInFailure.email_key == key, SignInFailure.network == network, SignInFailure.at > at - WINDOW)
    )
    if recent is not None and recent >= MOST_FAILURES:
        raise TooManyFailures
    user = db.session.scalar(select(User).where(User.email_key == key))
    if (
        not verify_password(user.password_hash if user else None, password)
        or user is None
        or user.disabled_at is not None
    ):
        db.session.add(SignInFailure(email_key=key, network=network, at=at))
        db.session.commit()
        raise Invalid({"password": ["The address or the password is not right."]})
    db.session.execute(delete(SignInFailure).where(SignInFailure.email_key == key, SignInFailure.network == network))
    return user
