"""What the person who runs Primo does to accounts by command."""

from __future__ import annotations

from flask import Flask

from app.accounts.models import User
from app.extensions import db
from tests.cast import PASSWORD, Person
from tests.clients import LintingClient


def run(app: Flask, *words: str) -> str:
    """Run the command and return what it says."""
    said: str = app.test_cli_runner().invoke(args=["accounts", *words]).output
    return said


def test_somebody_looks_after_the_instance_until_it_is_taken_back(app: Flask, alice: Person) -> None:
    for word, is_admin in (("grant", True), ("revoke", False)):
        assert alice.email in run(app, word, alice.email.upper())
        db.session.expire_all()
        assert db.session.get_one(User, alice.user_id).is_admin is is_admin
    assert "No account has the address" in run(app, "grant", "nobody@example.com")


def test_a_disabled_account_is_out_at_once_and_comes_back_by_signing_in(
    app: Flask, alice: Person, client: LintingClient
) -> None:
    form = {"email": alice.email, "password": PASSWORD}
    token = client.post("/api/auth/login", json=form).get_json()["token"]
    bearer = {"Authorization": f"Bearer {token}"}
    assert app.test_client().get("/api/auth/me", headers=bearer).status_code == 200
    run(app, "disable", alice.email)
    assert alice.get("/acme/my-work").location.startswith("/sign-in")
    assert app.test_client().get("/api/auth/me", headers=bearer).status_code == 401
    assert client.post("/sign-in", data=form).status_code == 422
    run(app, "enable", alice.email)
    assert app.test_client().get("/api/auth/me", headers=bearer).status_code == 401
    assert client.post("/sign-in", data=form).status_code == 303
