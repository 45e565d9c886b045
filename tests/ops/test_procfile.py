"""The Procfile on stores given by address, the way a platform starts it: release, then web and worker together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.local import stores
from tests.ops.doors import door
from tests.ops.test_settings import KEY
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
HOST = "tasks.example.com"
ROUTER = {
    "Host": HOST,
    "X-Forwarded-For": "198.51.100.7",
    "X-Forwarded-Proto": "https",
    "Sec-Fetch-Site": "same-origin",
}
GRACE = 120


PLATFORM = {
    "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    "PRIMO_ENV": "production",
    "DATABASE_URL": "postgres://primo@127.0.0.1:1/primo",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "SECRET_KEY": KEY,
    "PUBLIC_URL": f"https://{HOST}",
    "PROXY_HOPS": "1",
    "WEB_CONCURRENCY": "1",
}


@pytest.fixture
def platform() -> Iterator[dict[str, str]]:
    """The environment a platform gives: addresses of stores over TCP, and its router in front."""
    with (
        stores.running(durable=True) as running,
        door(running.sockets / ".s.PGSQL.5432") as postgres,
        door(running.sockets / "valkey.sock") as redis,
    ):
        yield PLATFORM | {
            "DATABASE_URL": f"postgres://primo@127.0.0.1:{postgres}/primo",
            "REDIS_URL": f"redis://127.0.0.1:{redis}/0",
        }


def test_the_three_processes_serve_a_first_visitor_and_end_when_asked(platform: dict[str, str]) -> None:
    released = subprocess.run(honcho("release"), cwd=ROOT, env=platform, capture_output=True, text=True, timeout=300)
    assert released.returncode == 0, released.stdout + released.stderr
    with started(platform) as (manager, client):
        until(client, lambda said: said["status"] == "ok")
        account = {"name": "Ada Lovelace", "email": "ada@example.com", "password": "a tidy desk is a lie"}
        joined = client.post("/sign-up", data=account)
        assert joined.status_code == 303, joined.text
        cookie = joined.headers["Set-Cookie"]
        assert cookie.startswith("__Host-primo=")
        assert "Secure" in cookie
        client.headers["Cookie"] = cookie.split(";")[0]
        inbox = joined.headers["Location"]
        assert client.post(f"{inbox}/tasks", data={"title": "Write the first task"}).status_code == 303
        assert "Write the first task" in client.get(inbox).text
        until(client, lambda said: said["checks"]["outbox_age_seconds"] == 0)
        client.close()
        manager.send_signal(signal.SIGTERM)
        said, _ = manager.communicate(timeout=GRACE)
    assert "web.1 stopped (rc=0)" in said, said
    assert "worker.1 stopped (rc=0)" in said, said


@pytest.mark.parametrize("name", ["release", "web", "worker"])
def test_a_process_that_cannot_work_says_why_and_ends(name: str) -> None:
    broken = PLATFORM | {"SECRET_KEY": "short", "DEBUG": "1", "PORT": str(free_port())}
    command = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())[name]
    ended = subprocess.run(["sh", "-c", command], cwd=ROOT, env=broken, capture_output=True, text=True, timeout=300)
    assert ended.returncode == 1
    assert ended.stderr.count("SECRET_KEY is too short") == 1
    assert "DEBUG (or FLASK_DEBUG) must be off" in ended.stderr


@contextmanager
def started(environment: dict[str, str]) -> Iterator[tuple["subprocess.Popen[str]", httpx.Client]]:
    """Run web and worker under the process manager, with a client that comes through the router."""
    port = free_port()
    manager = subprocess.Popen(
        honcho("-p", str(port), "web", "worker"),
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=ROUTER, timeout=30) as client:
            yield manager, client
    finally:
        if manager.poll() is None:
            manager.terminate()
            manager.communicate(timeout=GRACE)


def honcho(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "honcho", "--no-colour", "start", *arguments]


def until(client: httpx.Client, true: Callable[[dict[str, Any]], bool]) -> None:
    """Wait, not for ever, until /ready says what is expected."""
    deadline = time.monotonic() + 300
    said: Any = "nothing"
    while time.monotonic() < deadline:
        try:
            said = client.get("/ready").json()
            if true(said):
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise AssertionError(said)
