"""The worker process: the application loaded once, a clock beside it, and RQ's loop that forks for each job.

    python -m app.worker

It starts without Redis and outlives its absences: the clock goes on, and jobs are taken up when Redis is back.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from types import FrameType
from typing import Any, NoReturn

import structlog
from flask import Flask
from redis.exceptions import RedisError
from rq import Worker
from rq.exceptions import StopRequested
from rq.serializers import JSONSerializer

from app import create_app, settings
from app.clock import run_clock
from app.extensions import db
from app.jobs import QUEUE
from app.web.redis import redis_client

PATIENCE = 15.0  # seconds a running job gets to end after SIGTERM
PAUSE = 2.0  # seconds between two tries to reach Redis
log = structlog.get_logger("primo.worker")


def main() -> NoReturn:
    """Run until SIGTERM or SIGINT, then let the running job end, and exit with 0."""
    chosen = settings.load()
    app = create_app(chosen.model_copy(update={"statement_timeout_ms": 60_000, "database_pool_size": 2}))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, leave)
    logging.getLogger("rq.worker").setLevel("WARNING")
    clock = Clock(app)
    try:
        while not work(app, clock):
            clock.keep()
            time.sleep(PAUSE)
    finally:
        clock.stop()
    sys.exit(0)


def leave(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def work(app: Flask, clock: Clock) -> bool:
    """Take jobs until asked to stop, and return True; False where Redis is away."""
    worker = None
    try:
        worker = PrimoWorker(app, clock)
        log.info("worker listens", queue=QUEUE)
        worker.work()
    except StopRequested:
        return True
    except (RedisError, OSError) as error:
        if worker is None or not worker.was_stopped:
            log.warning("worker waits for redis", error=str(error)[:200])
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, leave)
    if worker is None:
        return False
    worker.hang_up()
    return worker.was_stopped


class Clock:
    """The clock as a child of this process, started again when it ends by itself."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.pid = 0
        self.keep()

    def keep(self) -> None:
        """Start the clock if it is not running."""
        if self.pid and os.waitpid(self.pid, os.WNOHANG) == (0, 0):
            return
        if self.pid:
            log.error("clock ended; starting it again")
        self.pid = os.fork()
        if self.pid == 0:
            become_clock(self.app)

    def stop(self) -> None:
        if self.pid:
            os.kill(self.pid, signal.SIGTERM)
            os.waitpid(self.pid, 0)


def become_clock(app: Flask) -> NoReturn:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    forget_connections(app)
    try:
        run_clock(app)
    except BaseException:  # a forked child must never return into its parent's code
        log.exception("clock failed")
        os._exit(1)
    os._exit(0)


def forget_connections(app: Flask) -> None:
    """After a fork the database connections belong to the parent alone."""
    with app.app_context():
        db.engine.dispose(close=False)


class PrimoWorker(Worker):
    """RQ's worker with our application, our clock, short waits, and an end within the platform's patience."""

    max_connection_wait_time = 5.0
    log_result_lifespan = False

    def __init__(self, app: Flask, clock: Clock) -> None:
        super().__init__(
            [QUEUE],
            connection=redis_client(app.config["REDIS_URL"], timeout=None),
            serializer=JSONSerializer,
            maintenance_interval=60,
            worker_ttl=20,
            job_monitoring_interval=5,
        )
        self.app, self.clock = app, clock

    @property
    def was_stopped(self) -> bool:
        return self._shutdown_requested_date is not None

    def hang_up(self) -> None:
        """End the thread that listens for RQ's commands, which a loop that broke off leaves behind."""
        thread: Any = self.pubsub_thread
        if thread is not None:
            thread.stop()

    def heartbeat(self, *args: Any, **kwargs: Any) -> None:
        """Look after the clock whenever RQ says that it lives."""
        if not self.is_horse:
            self.clock.keep()
        super().heartbeat(*args, **kwargs)

    def main_work_horse(self, *args: Any, **kwargs: Any) -> None:
        forget_connections(self.app)
        super().main_work_horse(*args, **kwargs)

    def setup_work_horse_signals(self) -> None:
        """Let the job end when a platform signals every process at once; the worker ends it when it takes too long."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)

    def perform_job(self, *args: Any, **kwargs: Any) -> bool:
        with self.app.app_context():
            return bool(super().perform_job(*args, **kwargs))

    def handle_warm_shutdown_request(self) -> None:
        if self.horse_pid:
            timer = threading.Timer(PATIENCE, self.kill_horse)
            timer.daemon = True
            timer.start()


if __name__ == "__main__":
    main()
