"""Every route of the application as an address one can ask for."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any, NamedTuple

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.workspaces.models import Role
from app.workspaces.policy import ACTIONS, ENDPOINTS
from app.workspaces.principals import ANYONE, LOOKS_AFTER, SIGNED_IN
from tests.cast import Person

EXAMPLES: dict[str, object] = {"workspace": "acme", "key": "WEB", "ref": "WEB-1"}
NEVER_ASKED = {"OPTIONS", "HEAD"}
REQUEST_ID = re.compile(rb"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Cell(NamedTuple):
    """One method of one route, and what the policy table says about it."""

    method: str
    path: str
    endpoint: str
    action: str

    @property
    def is_api(self) -> bool:
        return self.path.startswith("/api/")

    @property
    def is_of_a_workspace(self) -> bool:
        return self.action not in (ANYONE, SIGNED_IN, LOOKS_AFTER)

    @property
    def least(self) -> Role:
        return ACTIONS[self.action]

    def __str__(self) -> str:
        return f"{self.method} {self.path} ({self.endpoint})"


def rules_of(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)


def methods_of(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) - NEVER_ASKED)


def cells(app: Flask, **examples: object) -> Iterator[Cell]:
    """Yield every declared method of every route, with example arguments in its path."""
    for rule in rules_of(app):
        for method in methods_of(rule):
            yield Cell(method, path_of(rule, **examples), rule.endpoint, ENDPOINTS.get(rule.endpoint, ""))


def path_of(rule: Rule, **examples: object) -> str:
    """Return the rule's path, each argument filled from the examples, or with what its converter takes."""
    given = {**EXAMPLES, **examples}
    kinds = rule._converters
    values = {name: given.get(name, example_of(type(kinds[name]).__name__)) for name in rule.arguments}
    built = rule.build(values)
    assert built is not None, f"{rule.rule} needs an example for {sorted(rule.arguments)} in tests/rules/routes.py"
    return built[1]


def example_of(converter: str) -> object:
    """Return a value that a converter takes and that names nothing."""
    return {"UUIDConverter": uuid.uuid4(), "IntegerConverter": 1, "RefConverter": "WEB-1"}.get(converter, "nothing")


def ask(who: Person | FlaskClient, cell: Cell, *, workspace: str = "", **options: Any) -> TestResponse:
    """Send the request of a cell; the API is told its workspace in the query."""
    client = who.client if isinstance(who, Person) else who
    path = cell.path + (f"?workspace={workspace}" if workspace and cell.is_api else "")
    return client.open(path, method=cell.method, **options)


def masked(response: TestResponse) -> tuple[int, bytes, list[tuple[str, str]]]:
    """Return what somebody could compare: everything but the request id."""
    given = response.headers.get("X-Correlation-ID", "").encode() or b"\0"
    headers = [(name, value) for name, value in response.headers if name not in ("X-Correlation-ID", "Date")]
    return response.status_code, REQUEST_ID.sub(b"*", response.data.replace(given, b"*")), headers
