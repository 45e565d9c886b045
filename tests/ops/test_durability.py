"""Production does not start on a database that may forget what it acknowledged."""

import psycopg
import pytest

from app import create_app, settings
from app.local import stores
from app.local.stores import Stores
from app.settings import BadSettings
from tests.ops.test_settings import KEY

PRODUCTION = {"PRIMO_ENV": "production", "SECRET_KEY": KEY, "PUBLIC_URL": "https://tasks.example.com"}


def test_a_database_that_is_quick_but_forgetful_is_refused(own_stores: Stores, environment: dict[str, str]) -> None:
    """The stores of the tests are such."""
    with pytest.raises(BadSettings) as refused:
        create_app(settings.load(environment | PRODUCTION | {"DATABASE_URL": own_stores.database}))
    said = str(refused.value)
    assert "fsync, full_page_writes, synchronous_commit off" in said
    assert "ALTER SYSTEM SET fsync = on;" in said


def test_one_switch_is_enough_to_refuse_and_a_safe_database_is_taken(environment: dict[str, str]) -> None:
    with stores.running(durable=True, with_valkey=False) as safe:
        wanted = settings.load(environment | PRODUCTION | {"DATABASE_URL": safe.database})
        create_app(wanted)
        with psycopg.connect(safe.admin, autocommit=True) as connection:
            connection.execute("alter role primo_app set synchronous_commit = off")
        with pytest.raises(BadSettings, match="synchronous_commit off"):
            create_app(wanted)


def test_a_database_that_is_away_is_waited_for(environment: dict[str, str]) -> None:
    away = environment | PRODUCTION | {"DATABASE_URL": "postgresql://primo@127.0.0.1:1/primo"}
    app = create_app(settings.load(away))
    assert app.test_client().get("/health").status_code == 200
    assert app.test_client().get("/ready").status_code == 503
