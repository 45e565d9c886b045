"""Bytes that no honest client sends: refused cleanly, never a crash, never stored."""

from __future__ import annotations

import io
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DataError

from app.database import in_workspace
from app.extensions import db
from app.tasks.models import Task
from tests.cast import Person, Team
from tests.rules.routes import ask, cells
from tests.security.bare import bare, browser

BAD_PATHS = (
    "/acme/tasks/%00",
    "/acme/projects/WEB%00",
    "/%00/tasks",
    "/acme%ff/tasks",
    "/acme/projects/%ff%fe",
    "/acme/projects/%c0%ae%c0%ae",
    "/acme/tasks?q=%00",
    "/acme/tasks?q=%ff",
    "/acme/tasks?%00=1",
    "/acme/tasks?label=%ed%a0%80",
    "/sign-in?next=%00",
    "/sign-in?email=%fe",
)
BAD_BODIES = (
    b"title=%00",
    b"title=a%00b",
    b"title=%ff",
    b"%00=x&title=x",
    b"title=\xff\xfe",
    b"title=%ed%a0%80",
    b"title=x&section_id=%00",
    b"title=x&id=%ff",
)
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


def test_a_path_or_query_that_cannot_be_text_is_refused(alice: Person) -> None:
    for path in BAD_PATHS:
        assert alice.get(path).status_code == 400, path


def test_a_form_that_cannot_be_text_is_refused(team: Team) -> None:
    for path, body in product(("/acme/projects/WEB/tasks", "/acme/tasks"), BAD_BODIES):
        answer = team.alice.client.post(path, data=body, headers=FORM)
        assert answer.status_code == 400, (path, body)
    with in_workspace(team.workspace_id):
        assert not db.session.scalars(select(Task)).all()


BAD_JSON = (
    b"",
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b"\xff\xfe",
    b'{"title": "a\\u0000b"}',
    b'{"title": "\\ud800"}',
    b'{"title": 1e999}',
    b'{"title": NaN}',
    b'{"email": "\\ud800@x", "password": "\\u0000"}',
    b'{"tasks": [{"title": "\\u0000"}, null, 1, [[]]]}',
    b'{"title": ' + b"[" * 9 + b"]" * 9 + b"}",
    b'{"title": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    b'{"title": ' + b"9" * 5000 + b"}",
)


def test_json_that_cannot_be_meant_is_refused(alice: Person) -> None:
    for path in ("/api/tasks", "/api/auth/login", "/api/auth/register", "/api/tasks/batch"):
        for body in BAD_JSON:
            answer = alice.client.post(path, data=body, headers={"Content-Type": "application/json"})
            assert 400 <= answer.status_code < 500, (path, body[:40])
            assert answer.json is not None, (path, body[:40])


def test_json_says_what_is_wrong_with_it(alice: Person) -> None:
    """Each is refused before anything else is asked of it."""
    for body, words in (
        (b'{"title": ' + b"[" * 9 + b"]" * 9 + b"}", "This JSON is more than 8 levels deep."),
        (b'{"title": "a\\u0000b"}', "This contains characters that cannot be stored."),
        (b'{"title": "\\ud800"}', "This contains characters that cannot be stored."),
        (b'{"title": {"\\u0000": 1}}', "This contains characters that cannot be stored."),
    ):
        answer = alice.client.post("/api/tasks", data=body, headers={"Content-Type": "application/json"})
        assert (answer.status_code, (answer.json or {})["message"]) == (400, words), body


TAKE_JSON = "register login create_project update_project create_task update_task complete_task change_tasks"


def test_json_with_a_field_nobody_knows_is_refused(app: Flask, alice: Person) -> None:
    refused = set()
    for cell in cells(app):
        if cell.is_api and cell.method != "GET" and cell.endpoint != "api.logout":
            answer = ask(browser(app, alice), cell, workspace="acme", json={"surprise": "1"})
            if "surprise" in ((answer.json or {}).get("errors") or {}):
                refused.add(cell.endpoint.removeprefix("api."))
    assert refused == set(TAKE_JSON.split())


def test_absurd_lengths_are_refused_at_the_field(alice: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "First"})
    long = "x" * 100_000
    fields = ("title", "description", "due_date", "start_on", "estimate", "priority", "status", "section_id")
    for field in fields:
        form = {"title": "A title", "project": "WEB", field: long}
        assert alice.post("/acme/tasks", form).status_code in (303, 404, 422), field
        assert alice.post("/acme/tasks/WEB-1", {field: long}).status_code == 422, field
    for path in (f"/acme/projects/{long}", f"/{long}/tasks", f"/acme/tasks/WEB-{'9' * 400}", f"/acme/tasks?q={long}"):
        assert alice.get(path).status_code in (200, 404, 414)


def test_absurd_lengths_do_not_open_an_account(app: Flask) -> None:
    form = {"name": "Eve Evans", "email": "eve@example.com", "password": "a long and unrelated pass phrase"}
    for field in form:
        assert bare(app).post("/sign-up", data={**form, field: "x" * 200_000}).status_code == 422, field
    for field in ("time_zone", "theme", "next"):
        mine = {**form, "email": f"{field}@example.com", field: "x" * 200_000}
        assert bare(app).post("/sign-up", data=mine).status_code == 303, field


def test_signing_in_with_absurd_lengths_fails_like_any_other(alice: Person, app: Flask) -> None:
    for form in (
        {"email": "x" * 300_000, "password": "y" * 300_000},
        {"email": "İ" * 300 + "@example.com", "password": "x"},
    ):
        assert bare(app).post("/sign-in", data=form).status_code == 422


def test_a_body_of_more_than_a_megabyte_is_too_large(alice: Person) -> None:
    kinds = ("application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=b")
    for path, kind in product(("/acme/tasks", "/sign-in", "/api/tasks"), kinds):
        answer = alice.client.post(path, data=b"title=" + b"x" * (1024 * 1024), headers={"Content-Type": kind})
        assert answer.status_code == 413 or kind == "application/json", (path, kind)
        assert 400 <= answer.status_code < 500, (path, kind)


def test_too_many_parts_are_too_large(alice: Person) -> None:
    part = '--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nx\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = alice.client.post("/acme/tasks", data=(part * 1500 + "--b--\r\n").encode(), headers=headers)
    assert answer.status_code == 413


NUL_PART = b'--b\r\nContent-Disposition: form-data; name="a\x00"\r\n\r\nx\r\n--b--'


def test_a_broken_multipart_body_is_no_crash(alice: Person) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    for body in (b"", b"--b", b"--b\r\n\r\n", NUL_PART, b"\xff" * 50):
        assert alice.client.post("/acme/tasks", data=body, headers=headers).status_code < 500, body


def test_files_where_none_are_asked_for_are_no_crash(alice: Person) -> None:
    form = {"title": (io.BytesIO(b"not a title"), "title.txt"), "project": "WEB"}
    assert alice.client.post("/acme/tasks", data=form).status_code in (400, 422)


ODD_VALUES = (
    "\xff\xfe",
    "http://[",
    "http://localhost/acme/tasks?label=%00",
    "http://localhost/acme/projects/WEB?label=%ff&after=%00",
    "x" * 20_000,
    '"' * 99,
    "=",
)


@pytest.mark.parametrize("name", ["Cookie", "Referer", "HX-Current-URL", "If-None-Match", "Authorization"])
def test_odd_headers_are_no_crash(alice: Person, name: str) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "First"})
    for value, more in product(ODD_VALUES, ({}, {"HX-Request": "true", "HX-Request-Type": "partial"})):
        headers = {name: value, **more}
        assert alice.get("/acme/projects/WEB", headers=headers).status_code < 500, headers
        for form in ({"status": "completed"}, {"status": "pending", "next": value}):
            assert alice.client.post("/acme/tasks/WEB-1/status", data=form, headers=headers).status_code < 500, headers
        assert alice.get("/api/tasks", headers=headers).status_code < 500, headers


def test_a_request_id_is_taken_over_only_when_well_formed(alice: Person) -> None:
    given = {
        value: alice.get("/health", headers={"X-Correlation-ID": value}).headers["X-Correlation-ID"] for value in IDS
    }
    assert given["0123-abc.DEF_456"] == "0123-abc.DEF_456"
    assert all(answer != value for value, answer in given.items() if value != "0123-abc.DEF_456")


IDS = ("0123-abc.DEF_456", "short", "<script>alert(1)</script>", "x" * 65, "a b c d e f g h", "")


def test_a_tag_with_an_endless_number_is_no_crash(alice: Person) -> None:
    tag = alice.get("/acme/tasks").headers["ETag"].rstrip('"')
    assert alice.get("/acme/tasks", headers={"If-None-Match": f'{tag}{"9" * 5000}"'}).status_code == 200


def test_the_log_of_a_failed_statement_holds_nothing_that_was_typed(app: Flask) -> None:
    with pytest.raises(DataError) as caught:
        db.session.execute(text("select cast(:typed as integer) / 0, :password"), {"typed": 1, "password": "hunter2"})
    assert "hunter2" not in str(caught.value)
