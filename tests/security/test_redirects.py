"""Where we send people next: our own pages only, and nothing that ends a header."""

from __future__ import annotations

import re
from html import unescape

from flask import Flask
from werkzeug.test import TestResponse

from app.web.responses import came_from, safe_next
from tests.cast import PASSWORD, Person
from tests.rules.routes import cells
from tests.security.bare import bare, browser
from tests.security.elsewhere import ELSEWHERE, HOST, stays_here

OURS = ("/acme/tasks", "/acme/tasks?q=a&status=all", "/acme/projects/WEB#list")
FOLLOWED = re.compile(r"\b(?:href|action|formaction|src|hx-\w+)=[\"']?([^\"'>]*evil\.example[^\"'>]*)")
ENDS_THE_SESSION = ("accounts.delete_session", "api.logout")
FOREIGN = f"//{HOST}/x"
FORM = {"next": FOREIGN, "title": "One", "status": "completed", "day": "today"}


def test_there_are_many_ways_elsewhere_and_the_reader_knows_them() -> None:
    assert len(set(ELSEWHERE)) >= 100
    for address in (
        "//x",
        "/\\x",
        "\\\\x",
        " //x",
        "/\t/x",
        "https:x",
        "https:/x",
        "javascript:1",
        "//a@b",
        "http://localhost.x",
    ):
        assert not stays_here(address), address
    for address in OURS:
        assert stays_here(address), address


def test_only_our_own_pages_come_next(app: Flask) -> None:
    for target in ELSEWHERE:
        assert stays_here(safe_next(target, "/")), target
        assert not re.search(r"[\r\n]", safe_next(target, "/"))
        page = f"http://localhost{target}" if target.startswith(("/", "\\")) else target
        with app.test_request_context("/acme/tasks", headers={"HX-Current-URL": header(page)}):
            assert stays_here(came_from()), target


def header(text: str) -> str:
    """Return what of a text can stand in a header."""
    return re.sub(r"[\r\n]", "", text).encode("latin-1", "ignore").decode("latin-1")


def test_nobody_is_sent_elsewhere(app: Flask, alice: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "First"})
    for target in ELSEWHERE[::12]:
        credentials = {"email": alice.email, "password": PASSWORD, "next": target}
        answers = [
            bare(app).post("/sign-in", data=credentials),
            alice.client.get("/sign-in", query_string={"next": target}),
            alice.post("/acme/tasks/WEB-1/status", {"status": "completed", "next": target}),
        ]
        for answer in answers:
            assert answer.status_code == 303
            leads_nowhere_else(answer, target)


def test_no_route_sends_anybody_elsewhere(app: Flask, alice: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "First"})
    client, sent = browser(app, alice), 0
    each = {cell.endpoint: cell for cell in cells(app) if cell.method != "GET" or "second_factor" in cell.endpoint}
    for cell in each.values():
        if cell.endpoint in ENDS_THE_SESSION:
            continue
        form = None if cell.method == "GET" else FORM
        headers = {"Referer": f"http://localhost{FOREIGN}", "HX-Current-URL": f"http://localhost{FOREIGN}"}
        answer = client.open(cell.path, method=cell.method, query_string={"next": FOREIGN}, headers=headers, data=form)
        leads_nowhere_else(answer, str(cell))
        sent += "Location" in answer.headers
    assert sent > 20


def leads_nowhere_else(answer: TestResponse, what: str) -> None:
    for name in ("Location", "HX-Redirect", "HX-Location", "HX-Push-Url", "HX-Replace-Url", "Refresh", "Link"):
        assert stays_here(answer.headers.get(name, "/")), (what, name, answer.headers[name])
    assert "X-Injected" not in answer.headers, what
    assert all("stolen" not in cookie for cookie in answer.headers.getlist("Set-Cookie")), what
    if answer.mimetype == "text/html":
        assert all(stays_here(unescape(address)) for address in FOLLOWED.findall(answer.text)), what


def test_people_come_back_to_where_they_were(app: Flask, alice: Person) -> None:
    for target in OURS:
        form = {"email": alice.email, "password": PASSWORD, "next": target}
        assert bare(app).post("/sign-in", data=form).location == target


def test_the_way_back_is_kept_through_the_door(app: Flask) -> None:
    door = bare(app).get("/acme/tasks?q=two+words&status=all")
    assert door.location == "/sign-in?next=%2Facme%2Ftasks%3Fq%3Dtwo%2Bwords%26status%3Dall"


REFERRERS = ("https://evil.example/acme/tasks", "//evil.example/acme/x", "http://localhost//evil.example")


def test_a_foreign_referrer_is_no_way_back(alice: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "First"})
    for referrer in REFERRERS:
        for name in ("Referer", "HX-Current-URL"):
            answer = alice.post("/acme/tasks/WEB-1/status", {"status": "completed"}, headers={name: referrer})
            assert answer.location == "/acme/tasks/WEB-1", (name, referrer)
