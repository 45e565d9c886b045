"""A Primo with stores of its own that a test may stop, and real worker processes that it may kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from app import create_app, settings
from app.extensions import db
from app.local import stores
from app.local.folders import CHECKOUT
from app.local.stores import Stores
from tests.cast import Team, assemble
from tests.clients import LintingClient
from tests.patience import patient


@dataclass
class Instance:
    """One installation: its stores, an application in this process, and the environment for others."""

    stores: Stores
    app: Flask
    environment: dict[str, str]

    def assemble(self) -> Team:
        """Make the cast, and leave no transaction open for the database to end."""
        team = assemble(self.app)
        db.session.remove()
        return team


@contextmanager
def installed(environment: dict[str, str]) -> Iterator[Instance]:
    """Run an installation with empty tables; whoever uses its application pushes the context, test by test."""
    with stores.running() as running:
        addresses = {"DATABASE_URL": running.database, "DATABASE_OWNER_URL": running.owner, "REDIS_URL": running.redis}
        own = environment | addresses
        app = create_app(settings.load(own | {"REDIS_URL": patient(running.redis)}))
        app.test_client_class = LintingClient
        with app.app_context():
            upgrade()
        try:
            yield Instance(running, app, own)
        finally:
            with app.app_context():
                db.engine.dispose()


@contextmanager
def instance(environment: dict[str, str]) -> Iterator[Instance]:
    """Run an installation for one block, its application's context pushed."""
    with installed(environment) as own, own.app.app_context():
        yield own


class WorkerProcess:
    """A worker with everything it forked, and what it said."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.log = log
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "app.worker"],
                cwd=CHECKOUT,
                env={**os.environ, **environment, "LOG_LEVEL": "INFO", "PYTHONUNBUFFERED": "1"},
                stdout=output,
                stderr=output,
            )

    @property
    def said(self) -> str:
        return self.log.read_text()

    def family(self) -> list[int]:
        """Return the process ids of the worker, its clock and the job it runs, as far as they live."""
        listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
        parents = {int(pid): int(parent) for pid, parent in map(str.split, listed.splitlines())}
        found = [self.process.pid] if self.process.pid in parents else []
        for id in found:
            found += [pid for pid, parent in parents.items() if parent == id]
        return found

    def send(self, number: signal.Signals) -> None:
        """Signal all of it at once, as a platform or a power cut does."""
        for pid in self.family():
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def kill(self) -> None:
        self.send(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """Ask it to end and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(120)


@contextmanager
def worker(environment: dict[str, str], folder: Path) -> Iterator[WorkerProcess]:
    """Run a worker for the block; nothing of it is left afterwards."""
    running = WorkerProcess(environment, folder / f"worker-{time.monotonic_ns()}.log")
    try:
        yield running
    finally:
        running.kill()


def within(patience: float, true: Callable[[], object]) -> bool:
    """Return whether something came true within so many seconds."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.1)
    return False
