"""Redis that is there but never answers: pages come all the same, however many are asked for at once."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from app import create_app, settings
from app.extensions import limiter
from tests.cast import Person


@pytest.fixture
def stuck(environment: dict[str, str], app: Flask) -> Iterator[Flask]:
    """The application with limits on, and a Redis that accepts connections and says nothing."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder, socket.socket(socket.AF_UNIX) as silent:
        address = str(Path(folder) / "redis.sock")
        silent.bind(address)
        silent.listen(64)
        yield create_app(settings.load(environment | {"REDIS_URL": f"unix://{address}", "RATE_LIMIT_ENABLED": "1"}))
        limiter.enabled = False


def test_many_pages_at_once_come_without_redis(stuck: Flask, alice: Person) -> None:
    limiter.enabled = True

    def ask(_turn: int) -> int:
        client = stuck.test_client()
        client.set_cookie("primo_session", alice.token)
        return client.get("/acme/tasks").status_code

    assert ask(0) == 200  # makes the templates ready: eight threads that do it at once hold their transactions too long
    stuck.extensions["primo_redis"].open_until = 0.0
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(ask, range(16))) == [200] * 16


def test_a_wrong_password_is_refused_and_counted_without_redis(stuck: Flask, alice: Person) -> None:
    limiter.enabled = True
    form = {"email": alice.email, "password": "not the password"}
    answers = [stuck.test_client().post("/sign-in", data=form).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]
