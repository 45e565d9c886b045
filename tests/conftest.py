"""Real stores, one application, and a small fixed cast: Alice owns, Bob is a member, Gina a guest, Charlie outside."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from flask import Flask, has_app_context
from psycopg import Connection
from redis import Redis
from sqlalchemy import event

from app import create_app, settings
from app.extensions import db, limiter
from app.local import postgres, stores
from app.local.stores import Stores
from app.translation.extracting import Found, list_sentences
from tests.cast import Person, Team, assemble
from tests.clients import LintingClient
from tests.patience import patient
from tests.slate import Slate

for field in settings.Settings.model_fields:
    os.environ.pop(field.upper(), None)  # what somebody has set for a Primo of their own is not for the tests

SECRET = "only-for-tests-0123456789-abcdefghijkl"


def pytest_addoption(parser: pytest.Parser) -> None:
    what = "how many times slower a page of the browser tests runs: 6 is a cheap phone"
    parser.addoption("--slowed-by", type=float, default=1, help=what)


@pytest.fixture(autouse=True)
def no_context_is_left() -> None:
    """Fail where a context is still pushed: a command would run in that application instead of its own."""
    assert not has_app_context()


@pytest.fixture(scope="session")
def urls() -> Iterator[Stores]:
    """A PostgreSQL and a Valkey of this test process's own."""
    with stores.running() as running:
        yield running


@pytest.fixture(scope="session")
def environment(urls: Stores, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment variables of an instance on these stores."""
    return {
        "PRIMO_ENV": "test",
        "DATABASE_URL": urls.database,
        "DATABASE_OWNER_URL": urls.owner,
        "REDIS_URL": urls.redis,
        "SECRET_KEY": SECRET,
        "PUBLIC_URL": "http://localhost",
        "FILES_FOLDER": str(tmp_path_factory.mktemp("files")),
        "RATE_LIMIT_ENABLED": "0",
        "LOG_LEVEL": "WARNING",
        "STATEMENT_TIMEOUT_MS": "60000",  # the machine is busy
    }


@pytest.fixture(scope="session")
def migrated_app(environment: dict[str, str]) -> Flask:
    """The application, its tables made by the migrations."""
    from flask_migrate import upgrade

    app = create_app(settings.load(environment | {"REDIS_URL": patient(environment["REDIS_URL"])}))
    app.test_client_class = LintingClient
    with app.app_context():
        event.listen(db.engine, "connect", let_it_be_idle)
        upgrade()
    return app


def let_it_be_idle(connection: Connection, _record: object) -> None:
    """Keep what a test has read while it waits for something else, a page in the browser for one."""
    connection.pgconn.exec_(b"set idle_in_transaction_session_timeout = 0")  # no test counts it


@pytest.fixture(scope="session")
def sentences(migrated_app: Flask) -> list[Found]:
    """Every sentence of the interface, as translators get them."""
    with migrated_app.app_context():
        return list(list_sentences())


@pytest.fixture(scope="session")
def slate(migrated_app: Flask, urls: Stores) -> Slate:
    """What empties the tables and puts the cast back."""
    return Slate(postgres.url(urls.sockets, "postgres"))


@pytest.fixture
def app(migrated_app: Flask, urls: Stores, slate: Slate) -> Iterator[Flask]:
    """The application with empty tables and an empty Redis, and its context pushed."""
    with migrated_app.app_context():
        slate.clear()
        Redis.from_url(urls.redis).flushdb()
        limiter.enabled = False
        migrated_app.extensions["primo_redis"].open_until = 0.0
        yield migrated_app
        limiter.enabled = False
        db.session.remove()


@pytest.fixture
def client(app: Flask) -> LintingClient:
    """Somebody who is not signed in."""
    made = app.test_client()
    assert isinstance(made, LintingClient)
    return made


@pytest.fixture(scope="session")
def kept_teams() -> list[Team]:
    """The one cast of this test process, once it is made; its rows are on the slate."""
    return []


@pytest.fixture
def team(app: Flask, slate: Slate, kept_teams: list[Team]) -> Team:
    """Alice's workspace with Bob and Gina in it, a project `WEB`, and Charlie in a workspace of his own."""
    if not kept_teams:
        kept_teams.append(assemble(app))
        slate.keep()
        return kept_teams[0]
    slate.put_back()
    return kept_teams[0].again(app)


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
def statements(app: Flask) -> Iterator[Callable[[], list[str]]]:
    """Give a function that returns every SQL statement sent so far, raw ones included."""
    from tests.statements import watched

    with watched() as take:
        yield take


@pytest.fixture
def contents(app: Flask) -> Callable[[], dict[str, str]]:
    """Return a function that gives a hash of the rows of each table."""
    from tests.contents import watch_contents

    return watch_contents()
