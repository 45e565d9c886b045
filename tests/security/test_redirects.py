"""Where we send people next: our own pages only, and nothing that ends a header."""

from __future__ import annotations

from flask import Flask

from tests.cast import PASSWORD, Person
from tests.security.bare import bare

ELSEWHERE = (
    "https://evil.example",
    "http://evil.example/",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    "/\n/evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,hi",
    "evil.example",
    "@evil.example",
    "http:evil.example",
    "http:/evil.example",
    "/\x0b/evil.example\r\nSet-Cookie: a=b",
    "/acme\r\nSet-Cookie: stolen=1",
    "/acme\r\n\r\n<script>alert(1)</script>",
    "/acme\nX-Injected: 1",
    "?next=https://evil.example",
    "",
)
OURS = ("/acme/tasks", "/acme/tasks?q=a&status=all", "/acme/projects/WEB#list")


def test_nobody_is_sent_elsewhere(app: Flask, alice: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "First"})
    for target in ELSEWHERE:
        stays_here(app, alice, target)


def stays_here(app: Flask, alice: Person, target: str) -> None:
    credentials = {"email": alice.email, "password": PASSWORD}
    answers = [
        bare(app).post("/sign-in", data={**credentials, "next": target}),
        alice.client.get("/sign-in", query_string={"next": target}),
        alice.post("/acme/tasks/WEB-1/status", {"status": "completed", "next": target}),
    ]
    for answer in answers:
        assert answer.status_code == 303
        assert answer.location == "/" or answer.location.startswith("/acme/") or answer.location.startswith("/alice")
        assert "X-Injected" not in answer.headers
        assert all("stolen" not in cookie for cookie in answer.headers.getlist("Set-Cookie"))


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
