"""The clock beside each worker: relays the outbox when nudged or every few seconds, and keeps the schedule.

It needs PostgreSQL only. Without Redis it looks by itself: Updates go on, and mails leave when Redis is back.
"""

from __future__ import annotations

import os
import time

import structlog
from flask import Flask
from redis.client import PubSub
from redis.exceptions import RedisError

from app.accounts.asking_for_links import answer_requests
from app.activity.nudge import CHANNEL
from app.activity.relay import relay
from app.database import utcnow
from app.extensions import db
from app.notifications.deliveries import hand_out
from app.notifications.welcoming import hand_out_welcomes
from app.schedule import Schedule
from app.subscribers import SUBSCRIBERS
from app.web.redis import redis_client

SWEEP = 3.0  # seconds between looks at the outbox without a nudge
GLANCE = 1.0  # seconds between looks at whether the parent still lives
BREATH = 0.1  # seconds in which nudges gather
log = structlog.get_logger("primo.clock")


def tick(schedule: Schedule) -> None:
    """Do everything that is due now."""
    now = utcnow()
    relay(SUBSCRIBERS, now)
    schedule.run_due(now)
    answer_requests(now)
    hand_out(now)
    hand_out_welcomes(now)


def run_clock(app: Flask) -> None:
    """Tick until a signal, or until the process that started this one is gone."""
    parent, schedule, nudges = os.getppid(), Schedule(), Nudges(app.config["REDIS_URL"])
    while os.getppid() == parent:
        try:
            with app.app_context():
                tick(schedule)
        except Exception as error:  # the database may be away; there is always a next tick
            log.error("clock cannot work", error=str(error)[:300])
            with app.app_context():
                db.session.remove()
        end = time.monotonic() + SWEEP
        while os.getppid() == parent and not nudges.wait(GLANCE) and time.monotonic() < end:
            pass


class Nudges:
    """Waits for a word from those who commit, or for a while where Redis is away."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.heard: PubSub | None = None

    def wait(self, seconds: float) -> bool:
        """Return True soon after a nudge, and False when the time is over."""
        end = time.monotonic() + seconds
        try:
            if self.heard is None and self.url:
                self.heard = listen(self.url)
            while self.heard is not None and (left := end - time.monotonic()) > 0:
                if self.heard.get_message(timeout=left):
                    time.sleep(BREATH)
                    while self.heard.get_message(timeout=0):
                        pass
                    return True
        except (RedisError, OSError):
            self.heard = None
        time.sleep(max(0.0, end - time.monotonic()))
        return False


def listen(url: str) -> PubSub:
    heard: PubSub = redis_client(url, timeout=2).pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
    heard.subscribe(CHANNEL)
    return heard
