"""Signing in: wrong passwords are counted per account and network, and known and unknown accounts look the same."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, text

from app.accounts.emails import email_key
from app.accounts.models import SignInFailure, User
from app.accounts.passwords import verify_password
from app.audit.writing import audit
from app.database import new_id
from app.errors import Invalid, TooMany
from app.extensions import db
from app.web.networks import network_of

MOST_FAILURES = 10
WINDOW = timedelta(minutes=15)
UNKNOWN = "an unknown address"
NOT_RIGHT = "The address or the password is not right."

ONE_BY_ONE = text("select pg_advisory_xact_lock(hashtextextended(:key || ' ' || :network, 0))")
ADD = text("""
insert into sign_in_failures (id, email_key, network, at)
select :id, cast(:key as varchar), cast(:network as varchar), :at
 where (select count(*) from sign_in_failures where email_key = :key and network = :network and at > :since) < :most
returning id""")


class TooManyFailures(TooMany):
    """Somebody guesses; another network is not locked out."""

    message = "Too many wrong passwords from here. Wait 15 minutes, or reset the password."


def authenticate(email: str, password: str, *, address: str | None, at: datetime) -> User:
    """Return the account these belong to, or raise Invalid with one sentence for every reason.

    A wrong password is counted and committed before this says so; with too many nobody is told what was right.
    """
    key, network = email_key(email)[:254], network_of(address)
    if count_failures(key, network, at) >= MOST_FAILURES:
        raise TooManyFailures
    user = db.session.scalar(select(User).where(User.email_key == key))
    is_right = verify_password(user.password_hash if user else None, password)
    if not is_right or user is None or user.disabled_at is not None:
        if not add_failure(key, network, at, "sign_in.failed", user):
            raise TooManyFailures
        raise Invalid({"password": [NOT_RIGHT]})
    if not still_is(user):
        raise Invalid({"password": [NOT_RIGHT]})
    if count_failures(key, network, at) >= MOST_FAILURES:  # guesses beside this one may have used the tries up
        raise TooManyFailures
    clear_failures(key, network)
    return user


def still_is(user: User) -> bool:
    """Say whether the password that was just compared still holds, and let nobody change it until commit.

    Else a sign-in that is under way while the password is reset would outlive the reset.
    """
    query = select(User.password_hash, User.disabled_at).where(User.id == user.id).with_for_update(key_share=True)
    return db.session.execute(query).one() == (user.password_hash, None)


def clear_failures(key: str, network: str) -> None:
    db.session.execute(delete(SignInFailure).where(SignInFailure.email_key == key, SignInFailure.network == network))


def count_failures(key: str, network: str, at: datetime) -> int:
    query = select(func.count()).where(
        SignInFailure.email_key == key, SignInFailure.network == network, SignInFailure.at > at - WINDOW
    )
    return db.session.scalar(query) or 0


def add_failure(key: str, network: str, at: datetime, kind: str = "", user: User | None = None) -> bool:
    """Commit one more failure and return True, or False where there are enough; two at once never count as one.

    The audit log tells of the first and of the one that shuts the door (`kind`), not of each between; what was typed
    as an unknown address may be a password, and is not kept.
    """
    values = {"id": new_id(), "key": key, "network": network, "at": at, "since": at - WINDOW, "most": MOST_FAILURES}
    db.session.execute(ONE_BY_ONE, values)
    added = db.session.execute(ADD, values).scalar()
    if added and kind and (times := count_failures(key, network, at)) in (1, MOST_FAILURES):
        audit(kind, user or UNKNOWN, after={"times": times})
    db.session.commit()
    return added is not None
