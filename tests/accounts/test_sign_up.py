"""Making an account."""

from __future__ import annotations

import time

from flask import Flask
from sqlalchemy import select

from app import create_app, settings
from app.accounts.models import Session, User
from app.extensions import db, limiter
from tests.cast import Person
from tests.clients import LintingClient

LONGEST = ("eight blue kettles sing over the slow river " * 3)[:128]
FORM = {"name": "Dora  Dean", "email": "Dora@Example.com", "password": "seven green umbrellas dance"}


def test_a_new_account_has_a_workspace_an_inbox_and_a_session(client: LintingClient) -> None:
    assert client.get("/").location == "/sign-up"
    answer = client.post("/sign-up", data=FORM | {"time_zone": "America/Lima"})
    assert answer.location == "/doras-tasks/projects/INBOX"
    assert "Dora Dean" in client.get(answer.location).text
    assert client.get("/").location == "/doras-tasks/"
    user = db.session.scalars(select(User)).one()
    assert (user.name, user.email, user.email_key) == ("Dora Dean", "Dora@example.com", "dora@example.com")
    assert user.time_zone == "America/Lima"
    assert user.email_confirmed_at is None
    assert FORM["password"] not in user.password_hash


def test_all_faults_are_said_at_once_and_what_was_typed_stays(client: LintingClient, alice: Person) -> None:
    answer = client.post("/sign-up", data={"name": "", "email": "ALICE@example.com", "password": "short"})
    assert answer.status_code == 422
    for text in ("Write your name", "There is an account with this address already", "at least 8 characters"):
        assert text in answer.text
    assert 'value="ALICE@example.com"' in answer.text
    assert "short" not in answer.text


def test_passwords_that_are_guessed_first_are_refused(client: LintingClient) -> None:
    for password in ("password", "12345678", "Dora Dean", "dora@example.com", "x" * 129, LONGEST + "!"):
        assert client.post("/sign-up", data=FORM | {"password": password}).status_code == 422, password
    assert client.post("/sign-up", data=FORM | {"password": LONGEST}).status_code == 303


def test_a_password_is_the_same_by_every_keyboard(client: LintingClient) -> None:
    apart, composed = "f\u0075\u0308nf gr\u0075\u0308ne Schirme", "f\u00fcnf gr\u00fcne Schirme"
    assert client.post("/sign-up", data=FORM | {"password": apart}).status_code == 303
    client.post("/sign-out")
    assert client.post("/sign-in", data=FORM | {"password": composed}).status_code == 303


def test_a_zone_nobody_knows_becomes_utc(client: LintingClient) -> None:
    client.post("/sign-up", data=FORM | {"time_zone": "Mars/Base"})
    assert db.session.scalars(select(User.time_zone)).one() == "UTC"


def test_the_way_on_never_leads_to_another_site(client: LintingClient) -> None:
    for number, place in enumerate(("https://evil.example/", "//evil.example", "/\\evil.example")):
        client.post("/sign-out")
        answer = client.post("/sign-up", data=FORM | {"email": f"dora{number}@example.com", "next": place})
        assert answer.location.endswith("/projects/INBOX")


def test_the_doors_share_one_limit_per_network(app: Flask, environment: dict[str, str]) -> None:
    limits = {"RATE_LIMIT_ENABLED": "1", "RATE_LIMIT_AUTH": "3 per 15 minutes"}
    limited = create_app(settings.load(environment | limits))
    limited.test_client_class = LintingClient
    client = limited.test_client()
    wrong = {"email": "nobody@example.com", "password": "wrong"}
    limiter.enabled = True
    try:
        assert client.post("/sign-in", data=wrong).status_code == 422
        assert client.post("/forgot-password", data={"email": "nobody@example.com"}).status_code == 200
        assert client.post("/sign-up", data={}).status_code == 422
        for path in ("/sign-up", "/sign-in", "/forgot-password", "/reset/x", "/invitations/x/account"):
            answer = client.post(path, data=FORM)
            assert answer.status_code == 429, path
            assert int(answer.headers["Retry-After"]) > 0
            assert "Wait a few minutes, then try again. Nothing was changed." in answer.text
        elsewhere = client.post("/sign-in", data=wrong, environ_base={"REMOTE_ADDR": "198.51.100.1"})
        assert elsewhere.status_code == 422
    finally:
        limiter.enabled = False


def test_signing_in_again_leaves_no_old_session_behind(alice: Person) -> None:
    form: dict[str, object] = {"email": alice.email, "password": "correct horse battery staple"}
    assert alice.post("/sign-in", form).status_code == 303
    assert db.session.query(Session).filter_by(user_id=alice.user_id).count() == 1
    alice.client.set_cookie("primo_session", alice.token)
    assert alice.get("/acme/settings/profile").status_code == 303


def test_a_limit_counts_networks_and_not_each_of_their_addresses(app: Flask, environment: dict[str, str]) -> None:
    limits = {"RATE_LIMIT_ENABLED": "1", "RATE_LIMIT_AUTH": "2 per 15 minutes"}
    client = create_app(settings.load(environment | limits)).test_client()
    limiter.enabled = True
    try:
        for host, status in (("1", 422), ("2", 422), ("3", 429)):
            place = {"REMOTE_ADDR": f"2001:db8:0:1::{host}"}
            assert client.post("/sign-up", data={}, environ_base=place).status_code == status
    finally:
        limiter.enabled = False


def test_endless_addresses_names_and_passwords_are_read_quickly(client: LintingClient) -> None:
    """Half a million accents took minutes to put in order."""
    endless = {"email": "a" + "\u0301\u0316" * 30_000 + "@example.com"}
    start = time.process_time()
    for path in ("/sign-up", "/forgot-password"):
        assert client.post(path, data=FORM | endless).status_code == 422
    assert client.post("/sign-up", data=FORM | {"name": "a b " * 200_000}).status_code == 422
    assert (
        client.post("/sign-up", data=FORM | {"password": "4@8({[<6|!1+7$50%2x9" * 5, "email": "x"}).status_code == 422
    )
    assert time.process_time() - start < 4


def test_a_name_shows_something_and_turns_nothing_round(client: LintingClient) -> None:
    for unseen in ("\u200b", "\u200d", "\u2060 \ufeff", "\u202e"):
        assert client.post("/sign-up", data=FORM | {"name": unseen}).status_code == 422
    newer_than_python = {"name": "\U0001fae8", "email": "shaking@example.com"}
    assert client.post("/sign-up", data=FORM | newer_than_python).status_code == 303
    client.post("/sign-out")
    assert client.post("/sign-up", data=FORM | {"name": "Do\u202era\u200b Day"}).status_code == 303
    assert db.session.query(User).filter_by(email_key="dora@example.com").one().name == "Dora Day"
