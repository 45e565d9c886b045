"""Redis may be away and PostgreSQL may start again: people go on working, or are told when to try again."""

from __future__ import annotations

import time
from collections.abc import Iterator

import psycopg
import pytest
from flask import Flask
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import text

from app.extensions import db, driver, limiter
from app.local.stores import Stores
from tests.cast import PASSWORD, Person
from tests.clients import htmx
from tests.security.bare import bare

SLOWEST = 30.0
"""Seconds in which even a machine with twenty others at work makes its first page."""


@pytest.fixture
def no_redis(app: Flask, urls: Stores) -> Iterator[None]:
    """Redis stopped as by a kill, and running again afterwards."""
    assert urls.valkey is not None
    urls.valkey.stop()
    try:
        yield
    finally:
        urls.valkey.start()
        wait_for(lambda: Redis.from_url(urls.redis).ping())
        app.extensions["primo_redis"].open_until = 0.0


def wait_for(ask: object) -> None:
    assert callable(ask)
    for _ in range(3_000):
        try:
            ask()
        except (RedisError, psycopg.OperationalError, AssertionError):
            time.sleep(0.05)
        else:
            return
    pytest.fail("it does not come back")


def test_without_redis_everything_works(app: Flask, alice: Person, no_redis: None) -> None:
    limiter.enabled = True
    steps = [
        ("/sign-in", {"email": alice.email, "password": PASSWORD}, 303),
        ("/acme/projects/WEB", None, 200),
        ("/acme/projects/WEB/tasks", {"title": "First\nSecond"}, 303),
        ("/acme/tasks", None, 200),
        ("/acme/tasks?q=first", None, 200),
        ("/acme/tasks/WEB-1", None, 200),
        ("/acme/tasks/WEB-1", {"title": "Changed"}, 303),
        ("/acme/tasks/WEB-1/status", {"status": "completed"}, 303),
        ("/acme/tasks/WEB-2/trash", {}, 303),
        ("/acme/overview", None, 200),
        ("/acme/updates", None, 200),
        ("/api/tasks", None, 200),
        ("/ready", None, 200),
        ("/sign-up", None, 200),
    ]
    client = bare(app)
    for path, form, status in steps:
        started = time.monotonic()
        headers = {"Sec-Fetch-Site": "same-origin"}
        answer = client.get(path) if form is None else client.post(path, data=form, headers=headers)
        assert answer.status_code == status, path
        assert time.monotonic() - started < SLOWEST, path
    assert client.get("/ready").json["status"] == "degraded"  # type: ignore[index]
    piece = client.post(
        "/acme/tasks/WEB-1/status",
        data={"status": "pending"},
        headers={**htmx("/acme/projects/WEB"), "Sec-Fetch-Site": "none"},
    )
    assert piece.status_code == 200


def test_limits_count_in_each_process_while_redis_is_away(app: Flask, alice: Person, no_redis: None) -> None:
    limiter.enabled = True
    codes = {bare(app).get("/sign-in").status_code for _ in range(5)}
    assert codes == {200}


def test_a_list_kept_before_redis_went_is_not_shown_after(app: Flask, alice: Person, urls: Stores) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "First"})
    alice.get("/acme/projects/WEB")
    assert urls.valkey is not None
    urls.valkey.stop()
    try:
        alice.post("/acme/tasks/WEB-1", {"title": "Changed meanwhile"})
    finally:
        urls.valkey.start()
        wait_for(lambda: Redis.from_url(urls.redis).ping())
        app.extensions["primo_redis"].open_until = 0.0
    assert "Changed meanwhile" in alice.get("/acme/projects/WEB").text


def test_a_database_that_starts_again_is_waited_for(app: Flask, alice: Person, urls: Stores) -> None:
    assert urls.postgres is not None
    alice.post("/acme/projects/WEB/tasks", {"title": "First"})
    db.session.remove()
    urls.postgres.stop()
    try:
        for path in ("/acme/projects/WEB", "/acme/tasks/WEB-1", "/api/tasks", "/ready"):
            answer = alice.get(path)
            assert answer.status_code == 503, path
            assert path == "/ready" or answer.headers["Retry-After"] == "5", path
        assert alice.post("/acme/projects/WEB/tasks", {"title": "Lost"}).status_code == 503
        assert alice.get("/health").status_code == 200
    finally:
        urls.postgres.start()
        wait_for(lambda: psycopg.connect(urls.database).close())
    assert alice.get("/acme/projects/WEB").status_code == 200
    assert alice.post("/acme/projects/WEB/tasks", {"title": "Second"}).status_code == 303
    assert alice.get("/ready").status_code == 200


def test_connections_the_server_ended_are_made_anew(app: Flask, alice: Person, urls: Stores) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "First"})
    db.session.remove()
    for form in (None, {"title": "Again"}):
        with psycopg.connect(urls.admin, autocommit=True) as admin:
            admin.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'primo_app'")
        path = "/acme/projects/WEB" if form is None else "/acme/tasks/WEB-1"
        answer = alice.get(path) if form is None else alice.post(path, form)
        assert answer.status_code in (200, 303)


def test_a_connection_that_ends_in_the_middle_is_no_crash(
    app: Flask, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raw() -> str:
        driver().execute("select pg_terminate_backend(pg_backend_pid())")
        return ""

    def through_the_orm() -> str:
        db.session.execute(text("select pg_terminate_backend(pg_backend_pid())"))
        return ""

    def too_long() -> str:
        driver().execute("set local idle_in_transaction_session_timeout = '5ms'")
        while True:
            time.sleep(0.05)
            driver().execute("select 1")

    def too_long_through_the_orm() -> str:
        db.session.execute(text("set local idle_in_transaction_session_timeout = '5ms'"))
        while True:
            time.sleep(0.05)
            db.session.execute(text("select 1"))

    for view in (raw, through_the_orm, too_long, too_long_through_the_orm):
        monkeypatch.setitem(app.view_functions, "insights.show_overview", view)
        for headers in ({}, {"HX-Request": "true", "HX-Request-Type": "partial"}):
            answer = alice.get("/acme/overview", headers=headers)
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5"), view.__name__
        assert alice.get("/acme/projects/WEB").status_code == 200
