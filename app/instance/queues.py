"""What waits for the worker and what it failed at; the truth is in PostgreSQL, so nothing here is lost for good."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from flask import current_app
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, Worker
from rq.exceptions import NoSuchJobError
from rq.registry import FailedJobRegistry
from rq.serializers import JSONSerializer

from app.audit.writing import audit
from app.jobs import QUEUE, SLOW
from app.web.redis import redis_client

MOST = 500
"""Failed jobs that are tried again at once."""


class Queues(NamedTuple):
    """Both queues together; `oldest_at` is when the job that waits longest was queued."""

    waiting: int
    failed: int
    oldest_at: datetime | None
    workers: int


def read_queues() -> Queues | None:
    """Return what waits, or None while Redis is away."""
    try:
        with opened() as redis:
            queues = [Queue(name, connection=redis, serializer=JSONSerializer) for name in (QUEUE, SLOW)]
            oldest = [at for queue in queues if (at := oldest_of(queue)) is not None]
            return Queues(
                sum(queue.count for queue in queues),
                sum(len(failed(name, redis)) for name in (QUEUE, SLOW)),
                min(oldest, default=None),
                Worker.count(connection=redis),
            )
    except (RedisError, OSError):
        return None


def opened() -> Redis:
    return redis_client(current_app.config["REDIS_URL"], timeout=1)


def failed(name: str, redis: Redis) -> FailedJobRegistry:
    return FailedJobRegistry(name, connection=redis, serializer=JSONSerializer)


def oldest_of(queue: Queue) -> datetime | None:
    first = queue.get_jobs(0, 1)
    at = first[0].enqueued_at if first else None
    return at.replace(tzinfo=UTC) if at and at.tzinfo is None else at


def retry_failed() -> int:
    """Queue again what failed, and return how much; each job is harmless twice. RedisError while Redis is away."""
    tried = 0
    with opened() as redis:
        for name in (QUEUE, SLOW):
            registry = failed(name, redis)
            for id in registry.get_job_ids(0, MOST - 1):
                try:
                    registry.requeue(id)
                except NoSuchJobError:
                    continue
                tried += 1
    audit("instance.retried", after={"jobs": tried})
    return tried
