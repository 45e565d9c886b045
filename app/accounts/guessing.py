"""Brute-force protection: failed tries are counted by what is guessed and network, and past ten nothing is checked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import delete, func, select, text

from app.accounts.models import SignInFailure, User
from app.audit.writing import audit
from app.database import new_id
from app.errors import Invalid, TooMany
from app.extensions import db
from app.networks import network_of

MOST_FAILURES = 10
WINDOW = timedelta(minutes=15)
UNKNOWN = "an unknown address"

ONE_BY_ONE = text("select pg_advisory_xact_lock(hashtextextended(:key || ' ' || :network, 0))")
ADD = text("""
insert into sign_in_failures (id, email_key, network, at)
select :id, cast(:key as varchar), cast(:network as varchar), :at
 where (select count(*) from sign_in_failures where email_key = :key and network = :network and at > :since) < :most
returning id""")
Found = TypeVar("Found")


class TooManyFailures(TooMany):
    """Somebody guesses; another network is not locked out."""

    message = "Too many wrong passwords from here. Wait 15 minutes, or reset the password."


def guess(
    key: str,
    check: Callable[[], Found | None],
    *,
    wrong: Invalid,
    too_many: TooMany | None = None,
    kind: str = "",
    to: User | None = None,
    address: str | None,
    at: datetime,
) -> Found:
    """Return what `check` finds; where it finds nothing, count that, commit it, and raise `wrong`.

    With too many failures from this network raise `too_many` and check nothing; nor is it told what was right where
    guesses beside this one have used the tries up meanwhile. `kind` is the act in the audit log, done `to` an account.
    """
    network, closed = network_of(address), too_many or TooManyFailures()
    if count_failures(key, network, at) >= MOST_FAILURES:
        raise closed
    found = check()
    if not found:
        raise wrong if add_failure(key, network, at, kind, to) else closed
    if count_failures(key, network, at) >= MOST_FAILURES:
        raise closed
    db.session.execute(delete(SignInFailure).where(SignInFailure.email_key == key, SignInFailure.network == network))
    return found


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
