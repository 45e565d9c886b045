from collections.abc import Iterator

import pytest
from flask import Flask
from flask_migrate import upgrade

from app import create_app, settings
from app.local import stores
from app.local.stores import Stores
from tests.clients import LintingClient
from tests.patience import patient


@pytest.fixture(scope="module")
def own_stores() -> Iterator[Stores]:
    """Stores that a test may stop."""
    with stores.running() as running:
        yield running


@pytest.fixture(scope="module")
def own_app(own_stores: Stores, environment: dict[str, str]) -> Flask:
    """An application on those."""
    addresses = {"DATABASE_URL": own_stores.database, "DATABASE_OWNER_URL": own_stores.owner}
    app = create_app(settings.load(environment | addresses | {"REDIS_URL": patient(own_stores.redis)}))
    app.test_client_class = LintingClient
    with app.app_context():
        upgrade()
    return app
