"""Who else is on a task: kept in Redis for a few seconds after each sign of life, and nowhere else."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field

from app.live.frames import Entry, Frame
from app.live.publishing import send
from app.tasks.models import Task
from app.web.redis import best_effort
from app.workspaces.viewer import Viewer

LASTS = 18
"""Seconds that one sign of life counts; pages give one every twelve."""
WRITES = 6
STATES = ("here", "writing", "left")


@dataclass(frozen=True, slots=True)
class Others:
    """The other members on a task, and which of them are writing just now."""

    here: list[uuid.UUID] = field(default_factory=list)
    writing: list[uuid.UUID] = field(default_factory=list)


def note(viewer: Viewer, task: Task, state: str) -> Others:
    """Note that the viewer looks at the task, writes or has left; tell open pages of it where that is new."""
    me, now = str(viewer.member_id), time.time()
    here = f"primo:here:{task.workspace_id}:{task.id}"
    writing = f"{here}:writing"
    with best_effort() as redis:
        if redis is not None:
            trip = redis.pipeline(transaction=False)
            for key in (here, writing):
                trip.zremrangebyscore(key, "-inf", now)
            trip.zscore(here, me)
            trip.zscore(writing, me)
            trip.zrem(here, me) if state == "left" else trip.zadd(here, {me: now + LASTS})
            trip.zadd(writing, {me: now + WRITES}) if state == "writing" else trip.zrem(writing, me)
            for key in (here, writing):
                trip.expire(key, LASTS)
                trip.zrange(key, 0, -1)
            _, _, was_here, was_writing, _, _, _, all_here, _, all_writing = trip.execute()
            if (was_here is None) != (state == "left") or (was_writing is None) == (state == "writing"):
                entry = Entry("presence", str(task.project_id), task.number)
                send({str(task.workspace_id): [Frame(0, [entry], actor=me)]})
            return Others(
                *([uuid.UUID(id.decode()) for id in ids if id.decode() != me] for ids in (all_here, all_writing))
            )
    return Others()
