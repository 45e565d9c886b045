"""The whole of Primo on this machine: durable stores, migrations, gunicorn as a platform starts it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.local import stores

CHECKOUT = Path(__file__).parents[1]
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Stack:
    port: int
    database: str
    redis: str
    environment: dict[str, str]


@contextmanager
def running_stores() -> Iterator[Stack]:
    """Run stores that keep what they acknowledge, with the tables made; the server is started by `serving`."""
    with stores.running(durable=True) as urls:
        port = free_port()
        environment = os.environ | {
            "PRIMO_ENV": "test",
            "DATABASE_URL": urls.database,
            "DATABASE_OWNER_URL": urls.owner,
            "REDIS_URL": urls.redis,
            "SECRET_KEY": "only-for-measuring-0123456789-abcdef",
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "RATE_LIMIT_DEFAULT": "1000000000 per minute",
            "LOG_LEVEL": "ERROR",
            "PYTHONPATH": str(CHECKOUT),
        }
        subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"],
            cwd=CHECKOUT,
            env=environment,
            check=True,
            capture_output=True,
        )
        yield Stack(port, urls.owner, urls.redis, environment)


@contextmanager
def serving(stack: Stack) -> Iterator[None]:
    """Serve the application with gunicorn.conf.py until the block ends."""
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "bench.server:app"]
    server = subprocess.Popen(gunicorn, cwd=CHECKOUT, env=stack.environment)
    try:
        wait_for(stack.port, server)
        yield
    finally:
        server.terminate()
        server.wait(PATIENCE)


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("primo: the server did not start; its own lines above say why.")


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
