"""Jobs for the worker: Redis carries a function's name and ids, PostgreSQL holds the truth."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from flask import current_app
from rq import Queue
from rq.serializers import JSONSerializer

from app.web.redis import redis_client

QUEUE = "primo"
SLOW = "primo-slow"
"""For what may take minutes, so that nothing else waits for it."""
LONGEST = 45  # seconds a job may take: less than the lease of what it works on
FAILURES_KEPT = 3600


def enqueue(function: str, ids: Iterable[tuple[uuid.UUID, ...]], *, queue: str = QUEUE, longest: int = LONGEST) -> None:
    """Queue `function` once for each tuple of ids; raises RedisError where Redis is away."""
    jobs = Queue(queue, connection=redis_client(current_app.config["REDIS_URL"], timeout=2), serializer=JSONSerializer)
    jobs.enqueue_many(
        [
            Queue.prepare_data(
                function,
                args=[str(id) for id in each],
                timeout=longest,
                result_ttl=0,
                failure_ttl=FAILURES_KEPT,
                description=function,
            )
            for each in ids
        ]
    )
