"""A word to the relay that there is something in the outbox; losing it only makes things later."""

from __future__ import annotations

from app.web.redis import best_effort

CHANNEL = "primo:outbox"


def nudge() -> None:
    with best_effort() as redis:
        if redis is not None:
            redis.publish(CHANNEL, "1")
