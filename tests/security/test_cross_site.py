"""Another site cannot act in somebody's name: every unsafe route, every mix of what browsers and programs send."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.cast import Person
from tests.rules.routes import Cell, cells
from tests.security.bare import bare

OURS, THEIRS = "http://localhost", "https://evil.example"
REFUSED: list[dict[str, str]] = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "nonsense"},
    {"Sec-Fetch-Site": "cross-site", "Origin": OURS},
    {"Sec-Fetch-Site": "same-site", "Origin": OURS, "Content-Type": "application/json"},
    {"Origin": THEIRS},
    {"Origin": THEIRS, "Content-Type": "application/json"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "https://localhost"},
    {"Origin": "http://localhost:8080"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost@evil.example"},
    {"Origin": "http://[localhost"},
    {},
    {"Content-Type": "text/plain"},
    {"Content-Type": "text/plain; application/json"},
    {"Content-Type": "application/x-www-form-urlencoded"},
]
ALLOWED: list[dict[str, str]] = [
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-origin", "Origin": OURS},
    {"Origin": OURS},
    {"Content-Type": "application/json"},
    {"Content-Type": "application/json; charset=utf-8"},
]
BY_TOKEN_ALONE = {"notifications.unsubscribe_at_once"}
"""One-click unsubscribe: mail programs post it, and the token in its address is all that counts."""


def unsafe_cells(app: Flask) -> list[Cell]:
    return [cell for cell in cells(app) if cell.method != "GET" and cell.endpoint not in BY_TOKEN_ALONE]


def test_no_route_takes_a_request_of_another_site(
    app: Flask, alice: Person, contents: Callable[[], dict[str, str]]
) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "First"})
    client, before = bare(app, alice), contents()
    for cell in unsafe_cells(app):
        for headers in REFUSED:
            answer = client.open(cell.path, method=cell.method, headers=headers)
            assert answer.status_code == 403, f"{cell} {headers}"
    assert contents() == before


@pytest.mark.parametrize("headers", ALLOWED, ids=str)
def test_our_own_pages_and_programs_are_let_in(app: Flask, alice: Person, headers: dict[str, str]) -> None:
    assert post_line(app, alice, headers) != 403


def test_a_token_excuses_no_form_of_a_page(app: Flask, alice: Person) -> None:
    bearer = {"Authorization": "Bearer whatever"}
    assert post_line(app, alice, bearer) == 403
    assert bare(app, alice).post("/api/tasks", data="title=x", headers=bearer).status_code == 401


def test_without_a_session_a_program_may_send_forms(app: Flask, alice: Person) -> None:
    form = {"email": alice.email, "password": "correct horse battery staple"}
    assert bare(app).post("/sign-in", data=form).status_code == 303


def test_signing_in_and_out_are_protected_too(app: Flask, alice: Person) -> None:
    form = {"email": alice.email, "password": "correct horse battery staple"}
    for headers in ({"Origin": THEIRS}, {"Sec-Fetch-Site": "cross-site"}):
        assert bare(app).post("/sign-in", data=form, headers=headers).status_code == 403
        assert bare(app, alice).post("/sign-out", headers=headers).status_code == 403
    assert alice.get("/acme/projects/WEB").status_code == 200


def test_a_refused_request_says_what_to_do(app: Flask, alice: Person) -> None:
    answer = bare(app, alice).post("/acme/projects/WEB/tasks", headers={"Origin": THEIRS})
    assert "Open Primo itself" in answer.text


def post_line(app: Flask, person: Person, headers: dict[str, str]) -> int:
    options: dict[str, Any] = {} if "Content-Type" in headers else {"data": {"title": "From us"}}
    return bare(app, person).post("/acme/projects/WEB/tasks", headers=headers, **options).status_code
