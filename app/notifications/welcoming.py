"""The mail that answers a sign-up: the link that makes the account or, where there is one already, that somebody tried.

Nobody has a workspace yet whose mails it could be among, so that it is kept with what was typed, and leased like them.
"""

from __future__ import annotations

import time
import uuid
from datetime import datetime
from typing import Any

import structlog
from flask import current_app
from redis.exceptions import RedisError
from sqlalchemy import or_, select, text, update

from app.accounts.models import User
from app.accounts.newcomers.asking import newcomer_token
from app.accounts.newcomers.models import Newcomer
from app.database import utcnow
from app.extensions import db
from app.jobs import enqueue
from app.notifications.deliveries import BATCH, IN_ONE_JOB, LEASE, MOST_ATTEMPTS, chunks, pause_after
from app.notifications.delivering import ENOUGH, is_ours, reason_of
from app.notifications.mails import Mail, Refused
from app.notifications.sending import send
from app.translation.speaking import _, speaking
from app.web.addresses import public_address

log = structlog.get_logger("primo.mail")
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
    attempts = newcomer.attempts
    try:
        mail = compose(newcomer)
        db.session.rollback()  # nothing stays open while the mail server is waited for
        if mail:
            send(mail, now)
        change(id, mail_at=None, lease_until=None)
        log.info("mail sent" if mail else "mail not needed", mail="sign-up")
    except Refused as refusal:
        change(id, mail_at=None, lease_until=None)
        log.warning("mail refused", mail="sign-up", reason=str(refusal))
    except Exception as error:  # whatever it is, the mail must leave later
        db.session.rollback()
        again = now + pause_after(attempts) if attempts < MOST_ATTEMPTS else None
        change(id, mail_at=again, lease_until=again)
        log.warning("mail waits", mail="sign-up", reason=reason_of(error), exc_info=is_ours(error))


def take(id: uuid.UUID, now: datetime) -> Newcomer | None:
    """Return whom to write to, leased for a minute; None where it is done, or somebody else has it."""
    free = or_(Newcomer.lease_until.is_(None), Newcomer.lease_until <= now)
    taken = db.session.execute(
        update(Newcomer)
        .where(Newcomer.id == id, Newcomer.mail_at.is_not(None), Newcomer.expires_at > now, free)
        .values(lease_until=now + LEASE, mail_at=now + LEASE, attempts=Newcomer.attempts + 1)
        .returning(Newcomer.id)
        .execution_options(synchronize_session=False)
    ).scalar()
    db.session.commit()
    return db.session.get(Newcomer, taken, populate_existing=True) if taken else None


def change(id: uuid.UUID, **values: Any) -> None:
    query = update(Newcomer).where(Newcomer.id == id).values(**values)
    db.session.execute(query.execution_options(synchronize_session=False))
    db.session.commit()


def compose(newcomer: Newcomer) -> Mail | None:
    """Return what this address is told: only who reads it learns whether it has an account."""
    if not public_address():
        raise Refused("PUBLIC_URL is not set, so a mail could not say where to go.")
    owner = db.session.scalar(select(User).where(User.email_key == newcomer.email_key))
    if owner is None:
        with speaking(newcomer.language):
            return write_welcome(newcomer)
    if owner.disabled_at is not None:
        return None
    with speaking(owner.language):
        return write_taken(newcomer, owner)


def write_welcome(newcomer: Newcomer) -> Mail:
    return Mail(
        id=newcomer.id,
        receiver=newcomer.email,
        receiver_name=newcomer.name,
        subject=_("Confirm your address for Primo"),
        heading=_("Is this your address?"),
        lines=(
            _("Confirm it with the password you chose, and your account begins."),
            _("The link works once, within a day."),
        ),
        link=f"{public_address()}/sign-up/{newcomer_token(newcomer)}",
        link_text=_("Confirm the address"),
        reason=_("If you do not know Primo, do nothing: someone typed a wrong address."),
    )


def write_taken(newcomer: Newcomer, owner: User) -> Mail:
    forgotten = f"{public_address()}/forgot-password"
    return Mail(
        id=newcomer.id,
        receiver=owner.email,
        receiver_name=owner.name,
        subject=_("You have an account already"),
        heading=_("You have an account already"),
        lines=(
            _("Someone tried to make an account with your address. There is one, so none was made."),
            _("If it was you, sign in. If you forgot the password, set a new one: {link}", link=forgotten),
        ),
        link=f"{public_address()}/sign-in",
        link_text=_("Sign in"),
        reason=_("If it was not you, do nothing: nobody was let in."),
    )
