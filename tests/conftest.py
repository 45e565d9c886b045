"""Real stores, one application, and a small fixed cast: Alice owns, Bob is a member, Gina a guest, Charlie outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from redis import Redis
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app import create_app, settings
from app.extensions import db, limiter
from app.local import stores
from app.local.stores import Stores
from tests.cast import Person, Team, assemble
from tests.clients import LintingClient

SECRET = "only-for-tests-0123456789-abcdefghijkl"


@pytest.fixture(scope="session")
def urls() -> Iterator[Stores]:
    """A PostgreSQL and a Valkey of this test process's own."""
    with stores.running() as running:
        yield running


@pytest.fixture(scope="session")
def environment(urls: Stores) -> dict[str, str]:
    """The environment variables of an instance on these stores."""
    return {
        "PRIMO_ENV": "test",
        "DATABASE_URL": urls.database,
        "REDIS_URL": urls.redis,
        "SECRET_KEY": SECRET,
        "PUBLIC_URL": "http://localhost",
        "RATE_LIMIT_ENABLED": "0",
        "LOG_LEVEL": "WARNING",
    }


@pytest.fixture(scope="session")
def migrated_app(environment: dict[str, str]) -> Flask:
    """The application, its tables made by the migrations."""
    from flask_migrate import upgrade

    app = create_app(settings.load(environment))
    app.test_client_class = LintingClient
    with app.app_context():
        upgrade()
    return app


@pytest.fixture
def app(migrated_app: Flask, urls: Stores) -> Iterator[Flask]:
    """The application with empty tables and an empty Redis, and its context pushed."""
    with migrated_app.app_context():
        empty_tables()
        Redis.from_url(urls.redis).flushdb()
        limiter.enabled = False
        yield migrated_app
        db.session.remove()


def empty_tables() -> None:
    """Empty them all; a server or worker of the browser tests that still reads them may be in the way for a moment."""
    for attempt in range(5):
        try:
            with db.engine.begin() as connection:
                connection.execute(text("truncate users, workspaces, sign_in_failures, local_mails cascade"))
        except OperationalError:
            if attempt == 4:
                raise
        else:
            return


@pytest.fixture
def client(app: Flask) -> LintingClient:
    """Somebody who is not signed in."""
    made = app.test_client()
    assert isinstance(made, LintingClient)
    return made


@pytest.fixture
def team(app: Flask) -> Team:
    """Alice's workspace with Bob and Gina in it, a project `WEB`, and Charlie in a workspace of his own."""
    return assemble(app)


@pytest.fixture
def alice(team: Team) -> Person:
    return team.alice


@pytest.fixture
def bob(team: Team) -> Person:
    return team.bob


@pytest.fixture
def gina(team: Team) -> Person:
    return team.gina


@pytest.fixture
def charlie(team: Team) -> Person:
    return team.charlie


@pytest.fixture
def statements(app: Flask) -> Callable[[], list[str]]:
    """Return a function that gives every SQL statement sent so far, raw ones included."""
    from tests.statements import watch

    return watch(app)


@pytest.fixture
def contents(app: Flask) -> Callable[[], dict[str, str]]:
    """Return a function that gives a hash of the rows of each table."""
    from tests.contents import watch_contents

    return watch_contents()
