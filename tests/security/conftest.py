"""Other instances on the same stores: behind a proxy, and on https."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from app import create_app, settings
from app.extensions import db


@pytest.fixture
def instance(app: Flask, environment: dict[str, str]) -> Iterator[Callable[..., Flask]]:
    """Return a function that makes an application with other settings."""
    made: list[Flask] = []

    def make(**changes: str) -> Flask:
        made.append(create_app(settings.load({**environment, **changes})))
        return made[-1]

    yield make
    for one in made:
        with one.app_context():
            db.engine.dispose()
