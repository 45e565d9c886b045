"""Registering, signing in and out over JSON, with a token or with the cookie alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app import create_app, settings
from app.accounts.models import Session, User
from app.database import utcnow
from app.extensions import db, limiter
from tests.api.conftest import Script
from tests.cast import PASSWORD, Person
from tests.clients import LintingClient

ANNA = {"name": "Anna Arendt", "email": "anna@example.com", "password": PASSWORD}


def test_registering_makes_an_account_with_an_inbox_and_signs_in(client: LintingClient) -> None:
    response = client.post("/api/auth/register", json=ANNA)
    assert response.status_code == 201
    body = response.get_json()
    assert body["success"] is True
    assert set(body["user"]) == {"id", "name", "email", "time_zone", "language"}
    created = client.post("/api/tasks", json={"title": "First"}).get_json()["data"]
    assert created["project"] == {"key": "INBOX", "name": "Inbox"}


def test_a_token_signs_in_by_itself(script: Script, app: Flask, alice: Person) -> None:
    token = script.call("POST", "/api/auth/login", {"email": alice.email, "password": PASSWORD})["token"]
    bearer = {"Authorization": f"Bearer {token}"}
    me = app.test_client().get("/api/auth/me", headers=bearer).get_json()
    assert me["user"]["email"] == alice.email
    assert me["workspace"]["role"] == "owner"


def test_the_cookie_alone_goes_on_and_opens_the_pages_too(client: LintingClient, alice: Person) -> None:
    client.post("/api/auth/login", json={"email": alice.email, "password": PASSWORD})
    assert client.get("/api/auth/me").get_json()["user"]["name"] == "Alice Adams"
    assert client.get("/acme/tasks").status_code == 200


def test_a_token_opens_no_pages(script: Script, app: Flask, alice: Person) -> None:
    token = script.call("POST", "/api/auth/login", {"email": alice.email, "password": PASSWORD})["token"]
    browser = app.test_client()
    browser.set_cookie("primo_session", token)
    assert browser.get("/acme/tasks").status_code == 303
    assert app.test_client().get("/acme/tasks", headers={"Authorization": f"Bearer {token}"}).status_code == 303


def test_a_token_ends_after_its_time(script: Script, app: Flask, alice: Person) -> None:
    token = script.call("POST", "/api/auth/login", {"email": alice.email, "password": PASSWORD})["token"]
    bearer = {"Authorization": f"Bearer {token}"}
    ends = db.session.scalar(select(Session.expires_at).where(Session.kind == "token"))
    assert ends is not None
    assert timedelta(hours=23) < ends - utcnow() <= timedelta(hours=24)
    db.session.execute(update(Session).where(Session.kind == "token").values(expires_at=utcnow()))
    db.session.commit()
    assert app.test_client().get("/api/auth/me", headers=bearer).status_code == 401


def test_signing_out_ends_the_token(script: Script, app: Flask, alice: Person) -> None:
    token = script.call("POST", "/api/auth/login", {"email": alice.email, "password": PASSWORD})["token"]
    bearer = {"Authorization": f"Bearer {token}"}
    assert app.test_client().post("/api/auth/logout", headers=bearer).status_code == 200
    assert app.test_client().get("/api/auth/me", headers=bearer).status_code == 401


def test_signing_in_again_replaces_the_cookies_session(client: LintingClient, alice: Person) -> None:
    for _ in range(3):
        client.post("/api/auth/login", json={"email": alice.email, "password": PASSWORD})
    browser = (
        select(func.count()).select_from(Session).where(Session.kind == "browser", Session.user_id == alice.user_id)
    )
    assert db.session.scalar(browser) == 2  # the one of the cast, and the last of these


@pytest.mark.parametrize("email", ["alice@example.com", "nobody@example.com"])
def test_a_wrong_password_is_401_for_known_and_unknown_accounts(
    client: LintingClient, alice: Person, email: str
) -> None:
    response = client.post("/api/auth/login", json={"email": email, "password": "not the password"})
    assert response.status_code == 401
    assert response.get_json() == {
        "success": False,
        "message": "The address or the password is not right.",
        "errors": {"password": ["The address or the password is not right."]},
    }


def test_guessing_is_429_with_the_time_to_wait(client: LintingClient, alice: Person) -> None:
    wrong = {"email": alice.email, "password": "not the password"}
    answers = [client.post("/api/auth/login", json=wrong) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    assert answers[-1].headers["Retry-After"] == "900"
    assert answers[-1].get_json()["success"] is False


def test_a_flood_is_429_with_the_time_to_wait(app: Flask, environment: dict[str, str]) -> None:
    limits = {"RATE_LIMIT_ENABLED": "1", "RATE_LIMIT_AUTH": "2 per 15 minutes"}
    limited = create_app(settings.load(environment | limits))
    limiter.enabled = True
    try:
        answers = [limited.test_client().post("/api/auth/register", json={}) for _ in range(3)]
    finally:
        limiter.enabled = False
    assert [answer.status_code for answer in answers] == [422, 422, 429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 901
    assert answers[-1].get_json()["errors"] == {}
    assert answers[-1].get_json()["message"] == "That was too often. Wait a few minutes and try again."


def test_an_address_that_is_taken_is_409(client: LintingClient, alice: Person) -> None:
    response = client.post("/api/auth/register", json=ANNA | {"email": "ALICE@example.com"})
    assert response.status_code == 409
    assert list(response.get_json()["errors"]) == ["email"]


def test_each_fault_of_a_registration_stands_at_its_field(client: LintingClient) -> None:
    response = client.post("/api/auth/register", json={"name": " ", "email": "x", "password": "short"})
    assert response.status_code == 422
    assert set(response.get_json()["errors"]) == {"name", "email", "password"}
    response = client.post("/api/auth/register", json=ANNA | {"role": "owner"})
    assert response.get_json()["errors"] == {"role": ["There is no such field. Check its spelling, or leave it out."]}
    assert db.session.scalar(select(func.count()).select_from(User)) == 0


def test_without_signing_in_there_is_401(client: LintingClient) -> None:
    response = client.get("/api/auth/me")
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert response.get_json() == {"success": False, "message": "Sign in first.", "errors": {}}


def test_another_site_may_not_sign_in_or_act(alice: Person) -> None:
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    body = {"email": alice.email, "password": PASSWORD}
    assert alice.client.post("/api/auth/login", json=body, headers=elsewhere).status_code == 403
    assert alice.client.post("/api/tasks", json={"title": "Forged"}, headers=elsewhere).status_code == 403


def test_a_script_acts_by_its_token_or_by_its_cookie_with_json(script: Script, alice: Person) -> None:
    token = script.call("POST", "/api/auth/login", {"email": alice.email, "password": PASSWORD})["token"]
    id = script.call("POST", "/api/tasks", {"title": "Mine"}, status=201)["data"]["id"]
    script.call("PUT", f"/api/tasks/{id}/complete", status=403)
    script.call("PUT", f"/api/tasks/{id}/complete", {})
    script.call("DELETE", f"/api/tasks/{id}", token=token)
