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


def browser(app: Flask, person: Person) -> FlaskClient:
    """Return a client that sends what a browser does, whose pages nobody reads for faults."""
    client = bare(app, person)
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return client
