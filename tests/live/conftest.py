from collections.abc import Iterator

import pytest
from flask import Flask

from app.local.children import Child
from tests.instances import Instance, installed
from tests.live.listening import Listener, serving


@pytest.fixture(scope="package")
def installation(environment: dict[str, str]) -> Iterator[Instance]:
    """A Primo with stores of its own, which a test may stop."""
    with installed(environment) as made:
        yield made


@pytest.fixture(scope="package")
def web(installation: Instance) -> Iterator[tuple[str, Child]]:
    """It served: the address, and the web server."""
    with serving(installation.environment) as served:
        yield served


@pytest.fixture
def served_app(installation: Instance) -> Iterator[Flask]:
    """Its application, the context pushed."""
    installation.app.extensions["primo_redis"].open_until = 0.0
    with installation.app.app_context():
        yield installation.app


@pytest.fixture
def listen(web: tuple[str, Child]) -> Iterator[type[Listener]]:
    """Opens streams for people; they are closed at the end."""
    Listener.address = web[0]
    yield Listener
    Listener.close_all()
