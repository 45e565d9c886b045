"""A post office for mails that leave, and a task to be told of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.cast import Person
from tests.notifications.post_office import PostOffice, post_office


@pytest.fixture
def office(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    """A real SMTP server that the application sends through."""
    with post_office() as (office, url):
        monkeypatch.setitem(app.config, "SMTP_URL", url)
        yield office


@pytest.fixture
def task(alice: Person) -> str:
    """The path of a task of Alice's."""
    alice.post("/acme/projects/WEB/tasks", {"title": "Write tests"})
    return "/acme/tasks/WEB-1"
