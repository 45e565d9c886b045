"""A client that sends nothing by itself: what programs, other sites and attackers send."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from tests.cast import Person


def bare(app: Flask, person: Person | None = None) -> FlaskClient:
    """Return a client without a browser's headers, perhaps with somebody's session."""
    client = FlaskClient(app, app.response_class)
    if person is not None:
        client.set_cookie("primo_session", person.token)
    return client
