"""The mail that answers a sign-up: the link that makes the account or, where there is one already, that somebody tried.

Nobody has a workspace yet whose mails it could be among, so that it is kept with what was typed, and leased like them.
"""

from __future__ import annotations

import time
import uuid
from datetime import datetime

import structlog
from flask import current_app
from redis.exceptions import RedisError
from sqlalchemy import or_, text, update

from app.accounts.newcomers.models import Newcomer
from app.database import utcnow
from app.extensions import db
from app.jobs import enqueue
from app.notifications.deliveries import BATCH, IN_ONE_JOB, LEASE, chunks
from app.notifications.delivering import ENOUGH
from app.notifications.leaving import try_to_send
from app.notifications.link_mails import write_welcome
from app.notifications.mails import Mail, Refused
from app.web.addresses import public_address

log = structlog.get_logger("primo.mail")
UNSEEN = {"synchronize_session": False}
HAND_OUT = text("""
update newcomers set mail_at = :again
 where id in (select id from newcomers where mail_at <= :now order by mail_at limit :most for update skip locked)
returning id""")


def hand_out_welcomes(now: datetime) -> int:
    """Queue every mail that is due; what no worker has taken within a minute is queued again."""
    if not current_app.config["REDIS_URL"]:
        return 0
    db.session.rollback()
    values = {"now": now, "again": now + LEASE, "most": BATCH}
    ids: list[uuid.UUID] = list(db.session.execute(HAND_OUT, values).scalars())
    try:
        enqueue("app.notifications.welcoming.welcome", [tuple(some) for some in chunks(ids, IN_ONE_JOB)])
    except (RedisError, OSError) as error:
        db.session.rollback()
        log.warning("mails wait for redis", error=str(error)[:200])
        return 0
    db.session.commit()
    return len(ids)


def welcome(*ids: str) -> None:
    """Send each of these mails unless it was sent, or is being sent."""
    end = time.monotonic() + ENOUGH
    for id in ids:
        if time.monotonic() < end:
            try:
                welcome_now(uuid.UUID(id), utcnow())
            finally:
                db.session.remove()


def welcome_now(id: uuid.UUID, now: datetime) -> None:
    newcomer = take(id, now)
    if newcomer is None:
        return
    with structlog.contextvars.bound_contextvars(mail="sign-up"):
        outcome = try_to_send(lambda: compose(newcomer), newcomer.attempts, now)
    again = {"mail_at": outcome.again, "lease_until": outcome.again}
    db.session.execute(update(Newcomer).where(Newcomer.id == id).values(again), execution_options=UNSEEN)
    db.session.commit()


def take(id: uuid.UUID, now: datetime) -> Newcomer | None:
    """Return whom to write to, leased for a minute; None where it is done, or somebody else has it."""
    free = or_(Newcomer.lease_until.is_(None), Newcomer.lease_until <= now)
    taken = db.session.execute(
        update(Newcomer)
        .where(Newcomer.id == id, Newcomer.mail_at.is_not(None), Newcomer.expires_at > now, free)
        .values(lease_until=now + LEASE, mail_at=now + LEASE, attempts=Newcomer.attempts + 1)
        .returning(Newcomer.id)
        .execution_options(**UNSEEN)
    ).scalar()
    db.session.commit()
    return db.session.get(Newcomer, taken, populate_existing=True) if taken else None


def compose(newcomer: Newcomer) -> Mail | str:
    """Return what this address is told."""
    if not public_address():
        raise Refused("PUBLIC_URL is not set, so a mail could not say where to go.")
    return write_welcome(newcomer)
