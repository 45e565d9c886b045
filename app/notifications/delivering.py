"""The job that sends mails; running it twice is harmless."""

from __future__ import annotations

import time
import uuid
from datetime import datetime

import structlog

from app.database import new_id, utcnow
from app.notifications.composing import compose
from app.notifications.deliveries import finish, take
from app.notifications.leaving import try_to_send
from app.sweeping import inside

ENOUGH = 25.0  # seconds, so that the mail begun last is done before the job is ended


def deliver(workspace_id: str, *delivery_ids: str) -> None:
    """Send each of these mails unless it was sent, is being sent, or is no longer wanted.

    After half a minute the rest is left: it is handed out again, perhaps to a worker with more time.
    """
    end = time.monotonic() + ENOUGH
    for id in delivery_ids:
        if time.monotonic() < end:
            with inside(uuid.UUID(workspace_id)):
                deliver_now(uuid.UUID(id), utcnow())


def deliver_now(delivery_id: uuid.UUID, now: datetime) -> None:
    delivery = take(delivery_id, now)
    if delivery is None:
        return
    with structlog.contextvars.bound_contextvars(
        request_id=delivery.request_id or new_id().hex, delivery=str(delivery_id), mail=delivery.kind
    ):
        finish(delivery_id, try_to_send(lambda: compose(delivery, now), delivery.attempts, now), now)
