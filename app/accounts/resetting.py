"""The way back in for somebody who forgot the password: a link that works once, for an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from app.accounts.claiming import claim
from app.accounts.emails import email_key
from app.accounts.links import spend_all_links
from app.accounts.models import PasswordReset, SignInFailure, User
from app.accounts.passwords import check_new_password, hash_password
from app.accounts.sessions import end_sessions
from app.accounts.tokens import hash_token, link_token, read_link_token
from app.audit.writing import audit
from app.database import new_id
from app.errors import NotFound
from app.extensions import db
from app.web.addresses import sends_mail

LIFE = timedelta(hours=1)
MOST_PER_HOUR = 5


def find_user(email: str) -> User | None:
    return db.session.scalar(select(User).where(User.email_key == email_key(email), User.disabled_at.is_(None)))


def start_reset(user: User, *, at: datetime) -> PasswordReset:
    """Return a new right to set a password; its link is `reset_token`."""
    reset = PasswordReset(id=new_id(), user_id=user.id, created_at=at, expires_at=at + LIFE)
    reset.token_hash = hash_token(reset_token(reset))
    db.session.add(reset)
    db.session.flush()
    return reset


def reset_token(reset: PasswordReset) -> str:
    return link_token("reset", reset.id)


def is_flooded(user: User, *, at: datetime) -> bool:
    """Say whether this person got enough reset mails for now."""
    recent = select(func.count()).where(PasswordReset.user_id == user.id, PasswordReset.created_at > at - LIFE)
    return (db.session.scalar(recent) or 0) >= MOST_PER_HOUR


def get_reset(token: str, *, at: datetime, lock: bool = False) -> PasswordReset:
    """Return the open reset this link stands for; NotFound whether it is spent, too old or never was."""
    query = (
        select(PasswordReset)
        .join(PasswordReset.user)
        .where(
            PasswordReset.id == read_link_token("reset", token),
            PasswordReset.token_hash == hash_token(token),
            PasswordReset.used_at.is_(None),
            PasswordReset.expires_at > at,
            User.disabled_at.is_(None),
        )
    )
    reset = db.session.scalar(query.with_for_update(of=PasswordReset) if lock else query)
    if reset is None:
        raise NotFound
    return reset


def spend_reset(reset: PasswordReset, password: str, *, at: datetime) -> bool:
    """Set the new password, sign the person out everywhere, and end every link like this one.

    Say whether this was the first proof of the address (see `claiming.py`); without mails the link was handed over by
    the host, and shows nothing of the kind.
    """
    user = reset.user
    check_new_password(password, user.name, user.email)
    is_first = sends_mail() and claim(user, at=at)
    user.password_hash, user.has_password = hash_password(password), True
    db.session.flush()  # waits for sign-ins with the old password, so that what ends below are all of them
    spend_all_resets(user, at=at)
    spend_all_links(user, at=at)
    end_sessions(user.id)
    audit("password.reset", by=user)
    db.session.execute(delete(SignInFailure).where(SignInFailure.email_key == user.email_key))
    return is_first


def spend_all_resets(user: User, *, at: datetime) -> None:
    """End every reset link of this person."""
    db.session.execute(
        update(PasswordReset)
        .where(PasswordReset.user_id == user.id, PasswordReset.used_at.is_(None))
        .values(used_at=at)
    )
