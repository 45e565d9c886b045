"""Whatever is sent, the answer says what is wrong: never a 500, never a page."""

from __future__ import annotations

import json
from typing import Any

from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from app.api.bodies import DueBody, NewTask, Registration, TaskChange
from app.api.query import ALLOWED
from tests.cast import Person, Team

JSON = {"Content-Type": "application/json"}
DEEP = "[" * 100_000


REFUSED: list[tuple[bytes, int]] = [
    (b"", 400),
    (b"{", 400),
    (b"nonsense", 400),
    (b"[]", 400),
    (b'"title"', 400),
    (b"null", 400),
    (b"7", 400),
    (b'{"title": NaN}', 400),
    (b'{"title": "\xff\xfe"}', 400),
    ('{"title": "x"}'.encode("utf-16"), 400),
    (b'{"title": "a\\u0000b"}', 400),
    (b'{"title": "a\\ud800b"}', 400),
    (b'{"a\\u0000b": 1}', 400),
    (b'{"title": "x", "labels": ["a\\u0000b"]}', 400),
    (DEEP.encode(), 400),
    (('{"due":' * 50_000).encode(), 400),
    (b'{"due": {"a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": 1}}}}}}}}}', 400),
    (b'{"title": ' + b"9" * 5000 + b"}", 400),
    (b'{"title": "x", "version": ' + b"9" * 400 + b"}", 422),
    (b'{"title": "x", "estimate": 1e999}', 422),
    (b'{"title": "x", "estimate": ' + b"9" * 400 + b"}", 422),
    (b'{"title": "' + b"x" * 1_100_000 + b'"}', 413),
    (json.dumps({f"field{n}": n for n in range(5000)}).encode(), 422),
]


def test_a_body_that_cannot_be_read_is_refused(alice: Person) -> None:
    for body, status in REFUSED:
        response = alice.client.post("/api/tasks", data=body, headers=JSON)
        assert response.status_code == status, body[:60]
        assert response.get_json()["success"] is False
        assert len(response.data) < 10_000


def test_another_kind_of_content_is_415(alice: Person) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        response = alice.client.post("/api/tasks", data=b'{"title": "x"}', content_type=kind)
        assert response.status_code == 415, kind
        assert "application/json" in response.get_json()["message"]


ANYTHING = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text() | some.just("2026-05-17"),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
BODIES = (NewTask, TaskChange, Registration, DueBody)
OTHERS = ("due_date", "action", "operations", "nonsense")
NAMES = some.sampled_from([*OTHERS, *(name for body in BODIES for name in body.model_fields)])
PARAMETERS = [*ALLOWED, "search", "label", "assignee", "due_from", "due_to", "project", "page", "limit", "workspace"]
PATHS = some.sampled_from(
    [
        ("POST", "/api/tasks"),
        ("PATCH", "/api/tasks/INBOX-1"),
        ("PUT", "/api/tasks/INBOX-1/complete"),
        ("POST", "/api/tasks/batch"),
        ("POST", "/api/auth/register"),
        ("POST", "/api/auth/login"),
    ]
)
OPERATIONS = some.fixed_dictionaries(
    {"operations": some.lists(some.dictionaries(NAMES, ANYTHING, max_size=4) | ANYTHING, min_size=1, max_size=4)}
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(call=PATHS, body=some.dictionaries(NAMES, ANYTHING, max_size=5) | OPERATIONS, title=some.text(max_size=30))
def test_no_json_breaks_anything(team: Team, call: tuple[str, str], body: dict[str, Any], title: str) -> None:
    text = json.dumps({"title": title} | body if call[1] == "/api/tasks" else body)
    response = team.alice.client.open(call[1], method=call[0], data=text, headers=JSON)
    assert response.status_code in (200, 201, 400, 401, 404, 409, 422, 429)
    assert isinstance(response.get_json()["success"], bool)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=some.dictionaries(
        some.sampled_from(PARAMETERS),
        some.text(max_size=40),
        max_size=4,
    ),
    id=some.text(min_size=1, max_size=40),
)
def test_no_address_breaks_anything(team: Team, query: dict[str, str], id: str) -> None:
    client: FlaskClient = team.alice.client
    for path in ("/api/tasks", f"/api/tasks/{quote(id)}"):
        assert client.get(path, query_string=query).status_code in (200, 308, 400, 404, 405, 422)


def quote(text: str) -> str:
    from urllib.parse import quote as percent

    return percent(text, safe="")
