"""The life of a mail: handed to the queue, leased by one worker, sent or tried again, and ended with a reason."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

import structlog
from flask import current_app
from redis.exceptions import RedisError
from sqlalchemy import or_, select, text, update

from app.extensions import db
from app.jobs import enqueue
from app.notifications.leaving import Outcome
from app.notifications.models import Delivery
from app.sweeping import inside, workspaces_with

LEASE = timedelta(seconds=60)
BATCH = 500
IN_ONE_JOB = 20  # a job costs a fork; each mail in it still has a lease of its own
log = structlog.get_logger("primo.mail")

HAND_OUT = text("""
update deliveries set next_attempt_at = :again
 where workspace_id = :workspace_id and id in (
       select id from deliveries where workspace_id = :workspace_id and state = 'pending' and next_attempt_at <= :now
          and (kind in ('account', 'reset')
               or exists (select from workspaces where id = :workspace_id and deleted_at is null))
        order by next_attempt_at limit :most for update skip locked)
returning id""")
"""From a workspace that was deleted and can still be brought back nothing leaves but what is about accounts."""


def hand_out(now: datetime) -> int:
    """Queue every mail that is due; what no worker has taken within a minute is queued again.

    Where Redis is away the mails stay due, and this returns 0.
    """
    if not current_app.config["REDIS_URL"]:
        return 0
    try:
        return sum(hand_out_in(id, now) for id in workspaces_with("mails", until=now))
    except (RedisError, OSError) as error:
        log.warning("mails wait for redis", error=str(error)[:200])
        return 0


def hand_out_in(workspace_id: uuid.UUID, now: datetime) -> int:
    """Claim the due mails of a workspace, then queue them; when that fails they are due again at once."""
    with inside(workspace_id):
        ids = list(
            db.session.execute(
                HAND_OUT, {"workspace_id": workspace_id, "now": now, "again": now + LEASE, "most": BATCH}
            ).scalars()
        )
        db.session.commit()
    try:
        enqueue("app.notifications.delivering.deliver", [(workspace_id, *some) for some in chunks(ids, IN_ONE_JOB)])
    except Exception:
        with inside(workspace_id):
            db.session.execute(
                update(Delivery).where(Delivery.id.in_(ids), Delivery.lease_until.is_(None)).values(next_attempt_at=now)
            )
            db.session.commit()
        raise
    return len(ids)


def chunks(ids: list[uuid.UUID], size: int) -> list[list[uuid.UUID]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]


def take(delivery_id: uuid.UUID, now: datetime) -> Delivery | None:
    """Return the mail, leased for a minute; None where it is done, or somebody else has it."""
    taken = db.session.execute(
        update(Delivery)
        .where(
            Delivery.id == delivery_id,
            Delivery.state == "pending",
            or_(Delivery.lease_until.is_(None), Delivery.lease_until <= now),
        )
        .values(lease_until=now + LEASE, next_attempt_at=now + LEASE, attempts=Delivery.attempts + 1)
        .returning(Delivery.id)
        .execution_options(synchronize_session=False)
    ).scalar()
    db.session.commit()
    return db.session.scalar(select(Delivery).where(Delivery.id == taken)) if taken else None


def finish(delivery_id: uuid.UUID, outcome: Outcome, at: datetime) -> None:
    """Note what became of the mail; where it is tried again, nobody takes it before."""
    values: dict[str, Any] = {"state": outcome.state, "error": outcome.reason, "lease_until": outcome.again}
    if outcome.state == "sent":
        values["sent_at"] = at
    if outcome.again:
        values["next_attempt_at"] = outcome.again
    db.session.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.state == "pending")
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    db.session.commit()
