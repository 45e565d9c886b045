"""What a token may do: one that only reads changes nothing; both are made, listed and ended by hand."""

from __future__ import annotations

import re
from datetime import timedelta

import time_machine
from flask import Flask

from app.database import utcnow
from app.workspaces.policy import ENDPOINTS
from tests.api.conftest import Script
from tests.cast import PASSWORD, Person
from tests.rules.routes import cells

PAGE = "/acme/settings/password"
MADE = re.compile(r'id="token" value="([\w-]+)"')
FORM: dict[str, object] = {"name": "Hall screen", "rights": "read", "lasts": "month"}


def make(person: Person, rights: str = "read") -> str:
    page = person.post("/acme/settings/tokens", FORM | {"rights": rights})
    assert page.status_code == 200
    [token] = MADE.findall(page.text)
    return str(token)


def test_a_token_that_reads_changes_nothing(app: Flask, script: Script, alice: Person) -> None:
    token = make(alice)
    assert script.call("GET", "/api/tasks?workspace=acme", token=token)["data"] == []
    asked = 0
    for cell in cells(app):
        if cell.endpoint.startswith("api.") and cell.method != "GET" and ENDPOINTS[cell.endpoint] != "anyone":
            if cell.endpoint == "api.logout":
                continue
            refused = script.call(cell.method, f"{cell.path}?workspace=acme", {"title": "No"}, token=token, status=403)
            assert "This token may read" in refused["message"]
            asked += 1
    assert asked >= 6
    script.call("POST", "/api/auth/logout", {}, token=token)  # it may end itself
    script.call("GET", "/api/tasks?workspace=acme", token=token, status=401)


def test_one_that_writes_does_as_its_person_may(script: Script, bob: Person, alice: Person) -> None:
    token = make(bob, "write")
    task = {"title": "By a program", "project": "WEB"}
    assert script.call("POST", "/api/tasks?workspace=acme", task, token=token, status=201)["data"]["ref"] == "WEB-1"
    alice.post(f"/acme/settings/members/{bob.member_id}/role", {"role": "guest"})
    script.call("POST", "/api/tasks?workspace=acme", task, token=token, status=403)


def test_signing_in_for_reading_brings_no_cookie_that_writes(script: Script, alice: Person) -> None:
    credentials = {"email": alice.email, "password": PASSWORD, "rights": "read"}
    token = script.call("POST", "/api/auth/login", credentials)["token"]
    assert script.get_cookie("primo_session") is None
    script.call("POST", "/api/tasks", {"title": "No"}, token=token, status=403)
    script.call("POST", "/api/tasks", {"title": "No"}, status=401)
    script.call("POST", "/api/auth/login", credentials | {"rights": "all"}, status=422)


def test_a_button_pressed_twice_leaves_the_token_that_was_shown(script: Script, alice: Person, bob: Person) -> None:
    other, his = make(alice, "write"), make(bob)
    unseen, shown = make(alice), make(alice)
    for token, status in ((unseen, 401), (shown, 200), (other, 200), (his, 200)):
        script.call("GET", "/api/tasks?workspace=acme", token=token, status=status)
    with time_machine.travel(utcnow() + timedelta(seconds=6)):
        make(alice)
        script.call("GET", "/api/tasks?workspace=acme", token=shown)


def test_it_is_shown_once_listed_and_ended(script: Script, alice: Person) -> None:
    token = make(alice)
    page = alice.get(PAGE).text
    assert token not in page
    assert "Hall screen<small>May only read, until " in page
    [id] = re.findall(
        r"sessions/([\w-]+)/sign-out\"[^>]*>\s*<button[^>]*>Sign out<span class=\"sr\"> Hall screen", page
    )
    assert alice.post(f"/acme/settings/sessions/{id}/sign-out").status_code == 303
    script.call("GET", "/api/tasks", token=token, status=401)


def test_what_was_typed_comes_back_with_what_is_missing(alice: Person) -> None:
    refused = alice.post("/acme/settings/tokens", {"name": " ", "rights": "all", "lasts": "year"})
    assert refused.status_code == 422
    assert "Say what the token is for." in refused.text
    assert "Choose one of the two." in refused.text
    assert '<option value="year" selected>' in refused.text
