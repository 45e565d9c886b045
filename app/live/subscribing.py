"""The one subscription of a web process. While Redis is away there are no streams, and pages look by themselves."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING, Any

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from app.live.frames import CHANNEL

if TYPE_CHECKING:
    from app.live.hub import Hub

AGAIN = 1.0
LOST_AFTER = 10
"""Seconds without a word after which Redis is asked whether it is there."""

log = structlog.get_logger("primo.live")


async def listen(hub: Hub) -> None:
    """Hear every frame of this installation, for ever; a lost line ends all streams, for they may have missed some."""
    while True:
        try:
            await hear_all(hub)
        except (RedisError, OSError) as error:
            if hub.is_listening:
                log.warning("live updates pause", error=str(error)[:200])
        finally:
            hub.is_listening = False
            hub.end_all()
        await asyncio.sleep(AGAIN * random.uniform(0.5, 1.5))


async def hear_all(hub: Hub) -> None:
    redis = client(hub.app.config["REDIS_URL"])
    try:
        async with redis.pubsub() as subscription:
            await subscription.psubscribe(f"{CHANNEL}*")
            while True:
                said = await subscription.get_message(timeout=LOST_AFTER)
                if said and said["type"] == "psubscribe":
                    hub.is_listening = True
                elif said and said["type"] == "pmessage":
                    hub.hear(said["channel"].decode().removeprefix(CHANNEL), said["data"])
                elif said is None:
                    await subscription.ping()
    finally:
        await redis.aclose()


def client(url: str) -> Redis:
    options: dict[str, Any] = {"socket_connect_timeout": 3, "socket_keepalive": True}
    if url.startswith("unix://"):
        del options["socket_keepalive"]
    if url.startswith("rediss://"):
        options["ssl_cert_reqs"] = None
    return Redis.from_url(url, **options)
