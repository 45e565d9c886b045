"""What platforms ask: is it alive, and can it do its work."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text, update

from app.activity.models import Event
from app.database import in_workspace
from app.extensions import db
from app.local.children import Child
from app.local.stores import Stores
from app.notifications.models import Delivery
from app.ops.owning import let_serve, owner_engine
from tests.cast import Team
from tests.clients import LintingClient
from tests.instances import within


def ready(app: Flask) -> tuple[int, dict[str, Any]]:
    """Return the answer of both addresses, which must be one."""
    codes = []
    for path in ("/health/ready", "/ready"):
        answer = app.test_client().get(path)
        codes.append((answer.status_code, answer.get_json()["status"]))
    assert codes[0] == codes[1]
    return answer.status_code, answer.get_json()


@pytest.mark.parametrize("path", ["/health", "/api/health"])
def test_health_says_that_the_process_lives(client: LintingClient, path: str) -> None:
    answer = client.get(path, headers={"Host": "10.1.2.3:8000"})
    assert answer.status_code == 200
    assert answer.get_json()["status"] == "ok"
    assert abs(datetime.fromisoformat(answer.get_json()["timestamp"]) - datetime.now(UTC)) < timedelta(seconds=60)
    assert answer.get_json()["uptime"] >= 0


def test_everything_up_is_ready(own_app: Flask) -> None:
    code, body = ready(own_app)
    assert (code, body["status"]) == (200, "ok")
    assert body["checks"] == {
        "database": "ok",
        "migrations": "ok",
        "redis": "ok",
        "outbox": "ok",
        "outbox_age_seconds": 0.0,
        "mails": "ok",
        "mails_age_seconds": 0.0,
    }


def test_without_redis_it_is_degraded_but_ready(own_app: Flask, own_stores: Stores) -> None:
    with stopped(own_stores.valkey, own_app):
        code, body = ready(own_app)
    assert (code, body["status"], body["checks"]["redis"]) == (200, "degraded", "degraded")


def test_without_its_database_it_is_alive_but_not_ready_and_ready_again_by_itself(
    own_app: Flask, own_stores: Stores
) -> None:
    with stopped(own_stores.postgres, own_app):
        code, body = ready(own_app)
        assert own_app.test_client().get("/health").status_code == 200
    assert (code, body["status"], body["checks"]["database"]) == (503, "unavailable", "unavailable")
    assert ready(own_app)[0] == 200


@pytest.mark.parametrize("change", ["delete from alembic_version", "drop table alembic_version"])
def test_a_schema_older_than_the_code_is_not_ready(app: Flask, change: str) -> None:
    with revision_changed(change):
        code, body = ready(app)
    assert (code, body["checks"]["migrations"], body["checks"]["database"]) == (503, "behind", "ok")


def test_a_schema_newer_than_the_code_is_ready_so_that_a_deploy_can_roll(app: Flask) -> None:
    with revision_changed("update alembic_version set version_num = 'of_tomorrow'"):
        assert ready(app)[0] == 200


def test_an_event_that_waited_long_is_degraded(app: Flask, team: Team) -> None:
    with in_workspace(team.workspace_id):
        db.session.execute(update(Event).values(at=text("now() - interval '3 minutes'")))
        db.session.commit()
    code, body = ready(app)
    assert (code, body["status"], body["checks"]["outbox"]) == (200, "degraded", "degraded")
    assert 175 < body["checks"]["outbox_age_seconds"] < 300


def test_a_mail_that_waited_long_is_degraded(app: Flask, team: Team) -> None:
    long_ago = datetime.now(UTC) - timedelta(minutes=3)
    mail = Delivery(kind="invited", once_key="one", address="ada@example.com", next_attempt_at=long_ago)
    with in_workspace(team.workspace_id):
        mail.workspace_id = team.workspace_id
        db.session.add(mail)
        db.session.commit()
    assert ready(app)[1]["checks"]["mails"] == "degraded"


@contextmanager
def stopped(store: Child | None, app: Flask) -> Iterator[None]:
    """Stop a store for the block; afterwards the application finds it again by itself."""
    assert store
    store.stop()
    try:
        yield
    finally:
        store.start()
        assert within(180, lambda: app.test_client().get("/ready").get_json()["status"] == "ok")


@contextmanager
def revision_changed(statement: str) -> Iterator[None]:
    """Change the schema's revision for the block."""
    with owner_engine().begin() as connection:
        kept = connection.execute(text("select version_num from alembic_version")).scalar_one()
        connection.execute(text(statement))
    try:
        yield
    finally:
        with owner_engine().begin() as connection:
            connection.execute(text("drop table if exists alembic_version"))
            connection.execute(text("create table alembic_version (version_num varchar(32) primary key)"))
            connection.execute(text("insert into alembic_version values (:kept)"), {"kept": kept})
            let_serve(connection)
