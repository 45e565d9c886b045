"""The worker process: the application loaded once, and RQ's loop that forks for each job.

    python -m app.worker

Beside it, as its children, stand a clock and a second loop for jobs that take minutes, so that no mail waits for them.
It starts without Redis and outlives its absences: the clock goes on, and jobs are taken up when Redis is back.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
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
from app.jobs import QUEUE, SLOW
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
    children = [Child(app, become_clock), Child(app, become_slow)]
    try:
        while not work(app, QUEUE, children):
            for child in children:
                child.keep()
            time.sleep(PAUSE)
    finally:
        for child in children:
            child.ask_to_end()
        for child in children:
            child.wait()
    sys.exit(0)


def leave(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def work(app: Flask, queue: str, children: Sequence[Child] = ()) -> bool:
    """Take jobs until asked to stop, and return True; False where Redis is away."""
    worker = None
    try:
        worker = PrimoWorker(app, queue, children)
        log.info("worker listens", queue=queue)
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


class Child:
    """A process beside this one, started again when it ends by itself."""

    def __init__(self, app: Flask, become: Callable[[Flask], NoReturn]) -> None:
        self.app, self.become = app, become
        self.pid = 0
        self.is_wanted = True
        self.keep()

    def keep(self) -> None:
        """Start it if it is not running."""
        if not self.is_wanted or (self.pid and os.waitpid(self.pid, os.WNOHANG) == (0, 0)):
            return
        if self.pid:
            log.error("child ended; starting it again", child=self.become.__name__)
        self.pid = os.fork()
        if self.pid == 0:
            self.become(self.app)

    def ask_to_end(self) -> None:
        if self.is_wanted:
            self.is_wanted = False
            os.kill(self.pid, signal.SIGTERM)

    def wait(self) -> None:
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


def become_slow(app: Flask) -> NoReturn:
    """Take the jobs that may last, until the parent says so or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    forget_connections(app)
    parent = os.getppid()
    try:
        while not work(app, SLOW) and os.getppid() == parent:
            time.sleep(PAUSE)
    except SystemExit:
        os._exit(0)
    except BaseException:  # a forked child must never return into its parent's code
        log.exception("slow worker failed")
        os._exit(1)
    os._exit(0)


def forget_connections(app: Flask) -> None:
    """After a fork the database connections belong to the parent alone."""
    with app.app_context():
        db.engine.dispose(close=False)


class PrimoWorker(Worker):
    """RQ's worker with our application and children, short waits, and an end within the platform's patience."""

    max_connection_wait_time = 5.0
    log_result_lifespan = False

    def __init__(self, app: Flask, queue: str, children: Sequence[Child]) -> None:
        super().__init__(
            [queue],
            connection=redis_client(app.config["REDIS_URL"], timeout=None),
            serializer=JSONSerializer,
            maintenance_interval=60,
            worker_ttl=20,
            job_monitoring_interval=5,
        )
        self.app, self.children, self.parent = app, children, os.getppid()

    @property
    def was_stopped(self) -> bool:
        return self._shutdown_requested_date is not None

    def hang_up(self) -> None:
        """End the thread that listens for RQ's commands, which a loop that broke off leaves behind."""
        thread: Any = self.pubsub_thread
        if thread is not None:
            thread.stop()

    def heartbeat(self, *args: Any, **kwargs: Any) -> None:
        """Look after the children whenever RQ says that it lives; one of them ends when its parent is gone."""
        if not self.is_horse:
            for child in self.children:
                child.keep()
            if not self.children and os.getppid() != self.parent:
                os._exit(1)
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
        for child in self.children:
            child.ask_to_end()
        if self.horse_pid:
            timer = threading.Timer(PATIENCE, self.kill_horse)
            timer.daemon = True
            timer.start()


if __name__ == "__main__":
    main()
