"""Headers on every kind of answer, and error pages that tell nothing of the inside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.test import TestResponse

from app.web.headers import HEADERS
from tests.cast import Person
from tests.security.bare import bare

SECRET = "canary-93b1 postgresql://primo:hunter2@db/primo"
EXACTLY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
INSIDE = ("canary-93b1", "hunter2", "Traceback", 'File "', "psycopg", "sqlalchemy", "werkzeug", "Flask", "/app/")


def answers(app: Flask, alice: Person, charlie: Person) -> dict[str, TestResponse]:
    """Return one answer of each kind."""
    partial = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Current-URL": "http://localhost/acme/tasks"}
    alice.post("/acme/projects/WEB/tasks", {"title": "First"})
    page = alice.get("/acme/projects/WEB")
    return {
        "page": page,
        "not modified": alice.get("/acme/projects/WEB", headers={"If-None-Match": page.headers["ETag"]}),
        "piece": alice.post("/acme/tasks/WEB-1/status", {"status": "in_progress"}, headers=partial),
        "redirect": alice.post("/acme/tasks/WEB-1/status", {"status": "completed"}),
        "slash": alice.get("/acme"),
        "door": bare(app).get("/acme/tasks"),
        "door for htmx": bare(app).get("/acme/tasks", headers=partial),
        "invalid": alice.post("/acme/tasks/WEB-1", {"title": ""}),
        "invalid for htmx": alice.post("/acme/tasks/WEB-1", {"title": ""}, headers=partial),
        "other site": bare(app, alice).post("/acme/tasks", headers={"Origin": "https://evil.example"}),
        "bad host": bare(app).get("/sign-in", headers={"Host": "evil.example"}),
        "bad bytes": alice.get("/acme/tasks?q=%00"),
        "absent": alice.get("/acme/tasks/WEB-99"),
        "no route": alice.get("/a/b/c/d"),
        "stranger": charlie.get("/acme/tasks"),
        "wrong method": alice.client.delete("/sign-in"),
        "too large": alice.post("/acme/tasks", {"title": "x" * 1_100_000}),
        "health": bare(app).get("/health"),
        "ready": bare(app).get("/ready"),
        "json": alice.get("/api/tasks"),
        "json absent": alice.get("/api/tasks/WEB-99"),
        "json door": bare(app).get("/api/tasks"),
        "options": alice.client.options("/sign-in"),
        "head": alice.client.head("/acme/projects/WEB"),
    }


def test_every_kind_of_answer_carries_the_headers(app: Flask, alice: Person, charlie: Person) -> None:
    for kind, answer in answers(app, alice, charlie).items():
        for name, value in HEADERS.items():
            assert answer.headers.get(name) == value, f"{kind}: {name}"
        assert len(answer.headers["X-Correlation-ID"]) >= 8, kind
        assert answer.headers["Cache-Control"].startswith("private, no-"), kind
        assert "Server" not in answer.headers or "Werkzeug" not in answer.headers["Server"], kind


def test_the_policy_lets_nothing_foreign_and_nothing_inline_run() -> None:
    policy = dict(part.strip().split(" ", 1) for part in HEADERS["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert HEADERS["Content-Security-Policy"] == EXACTLY
    assert not any(word in HEADERS["Content-Security-Policy"] for word in ("unsafe", "*", "http:", "https:"))
    assert HEADERS["Referrer-Policy"] == "same-origin"


def test_no_header_is_forgotten() -> None:
    expected = {
        "Content-Security-Policy": EXACTLY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "X-Frame-Options": "DENY",
    }
    assert expected == HEADERS


def test_static_files_carry_theirs_even_when_they_are_not_there(app: Flask) -> None:
    sheet = str(app.jinja_env.from_string("{{ asset('app.css') }}").render())
    for path, status in (
        (sheet, 200),
        ("/static/none.css", 404),
        ("/static/../app/settings.py", 404),
        ("/favicon.ico", 200),
    ):
        answer = bare(app).get(path)
        assert answer.status_code == status, path
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'", path
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path
    assert bare(app).post(sheet).headers["X-Content-Type-Options"] == "nosniff"


ERRORS: tuple[tuple[Exception, int], ...] = (
    (RuntimeError(SECRET), 500),
    (KeyError(SECRET), 500),
    (OperationalError(SECRET, {}, Exception(SECRET)), 503),
    (IntegrityError(SECRET, {}, Exception(SECRET)), 500),
    (UnicodeDecodeError("utf-8", b"\xff", 0, 1, SECRET), 400),
    (RecursionError(SECRET), 500),
)


@pytest.mark.parametrize(("error", "status"), ERRORS, ids=lambda one: type(one).__name__)
def test_a_crash_tells_nothing_of_the_inside(
    app: Flask, alice: Person, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    for endpoint, path in (("tasks.show_place", "/acme/tasks"), ("api.list_tasks", "/api/tasks")):
        monkeypatch.setitem(app.view_functions, endpoint, raising(error))
        for headers in ({}, {"HX-Request": "true", "HX-Request-Type": "partial"}):
            answer = bare(app, alice).get(path, headers=headers)
            assert answer.status_code == status
            assert not [word for word in INSIDE if word in answer.text + str(answer.headers)], answer.text
            assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]
            assert answer.headers.get("Retry-After") == ("5" if status == 503 else None)


def raising(error: Exception) -> Callable[..., Any]:
    def view(*_: Any, **__: Any) -> Any:
        raise error

    return view


def test_an_error_says_by_which_id_it_was_written_down(
    app: Flask, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.view_functions, "tasks.show_place", raising(RuntimeError("x")))
    answer = bare(app, alice).get("/acme/tasks", headers={"X-Correlation-ID": "an-id-to-ask-for"})
    assert "an-id-to-ask-for" in answer.text
