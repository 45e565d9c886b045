"""A forgotten password: the same answer for everybody, and a link that works once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app.accounts.asking_for_links import answer_requests
from app.accounts.links import account_token
from app.accounts.models import AccountLink, LinkRequest, PasswordReset, Session, User
from app.accounts.resetting import reset_token, start_reset
from app.database import utcnow
from app.extensions import db
from app.notifications.models import Delivery
from app.web.request_ids import said_path
from tests.above import above_the_walls
from tests.cast import PASSWORD, Person
from tests.clients import LintingClient

NEW = "seven green umbrellas dance"


def link_for(person: Person, *, age: timedelta = timedelta()) -> str:
    reset = start_reset(db.session.get_one(User, person.user_id), at=utcnow() - age)
    db.session.commit()
    return f"/reset/{reset_token(reset)}"


def ask(client: LintingClient, email: str) -> str:
    answer = client.post("/forgot-password", data={"email": email})
    assert answer.status_code == 200
    return answer.text.replace(email, "<address>")


def mails() -> list[tuple[str, str]]:
    """Answer what was asked for, and return what mails wait."""
    answer_requests(utcnow())
    with above_the_walls() as connection:
        return [(row.kind, row.address) for row in connection.execute(db.select(Delivery.__table__)).all()]


def test_nobody_is_flooded_with_mails(alice: Person, client: LintingClient) -> None:
    for _ in range(7):
        ask(client, alice.email)
    assert len(mails()) == 5


def test_the_link_sets_a_password_once_and_signs_in(alice: Person, client: LintingClient) -> None:
    url = link_for(alice)
    assert alice.email in client.get(url).text
    assert "New password" in client.get(url).text  # looking does not spend it
    answer = client.post(url, data={"password": NEW})
    assert answer.location == "/"
    assert client.get("/acme/settings/profile").status_code == 200
    assert alice.get("/acme/settings/profile").status_code == 303  # her other browser is signed out
    assert client.post(url, data={"password": PASSWORD}).status_code == 410
    assert client.get(url).status_code == 410
    assert client.post("/sign-in", data={"email": alice.email, "password": NEW}).status_code == 303


def test_a_weak_password_does_not_spend_the_link(alice: Person, client: LintingClient) -> None:
    url = link_for(alice)
    assert client.post(url, data={"password": "alice"}).status_code == 422
    assert client.post(url, data={"password": NEW}).status_code == 303


def test_one_used_link_ends_the_others(alice: Person, client: LintingClient) -> None:
    first, second = link_for(alice), link_for(alice)
    client.post(second, data={"password": NEW})
    assert client.get(first).status_code == 410


def test_when_a_link_was_used_is_kept(alice: Person, client: LintingClient) -> None:
    client.post(link_for(alice), data={"password": NEW})
    used = db.session.scalar(db.select(PasswordReset.used_at))
    alice.client = client
    alice.post("/acme/settings/password", {"current": NEW, "password": PASSWORD})
    assert db.session.scalar(db.select(PasswordReset.used_at)) == used


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "..%2f", "é"])
def test_what_was_never_a_link_looks_like_one_that_ended(client: LintingClient, token: str) -> None:
    assert client.get(f"/reset/{token}").status_code in (400, 404, 410)


def test_an_old_link_has_ended(alice: Person, client: LintingClient) -> None:
    assert client.get(link_for(alice, age=timedelta(minutes=61))).status_code == 410
    assert client.get(link_for(alice, age=timedelta(minutes=59))).status_code == 200


def test_a_new_password_or_address_ends_open_links(alice: Person, client: LintingClient) -> None:
    url = link_for(alice)
    alice.post("/acme/settings/password", {"current": PASSWORD, "password": NEW})
    assert client.get(url).status_code == 410
    url = link_for(alice)
    alice.post("/acme/settings/email", {"current": NEW, "email": "else@example.com"})
    link = db.session.scalars(db.select(AccountLink)).one()
    assert alice.post(f"/confirm/{account_token(link)}").location == "/"
    assert client.get(url).status_code == 410


def test_the_command_prints_a_link_that_works(app: Flask, alice: Person, client: LintingClient) -> None:
    runner = app.test_cli_runner()
    printed = runner.invoke(args=["accounts", "reset-link", "Alice@Example.com"])
    assert printed.exit_code == 0, printed.output
    url = printed.output.strip()
    assert url.startswith("http://localhost/reset/")
    assert client.get(url.removeprefix("http://localhost")).status_code == 200
    unknown = runner.invoke(args=["accounts", "reset-link", "nobody@example.com"])
    assert unknown.exit_code == 1
    assert "No account has the address nobody@example.com." in unknown.output


def test_without_mail_in_production_the_page_says_who_can_help(
    app: Flask, client: LintingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = app.config["SETTINGS"].model_copy(update={"primo_env": "production"})
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    page = client.get("/forgot-password").text
    assert "flask accounts reset-link" in page
    assert "Send the link" not in page
    assert client.post("/forgot-password", data={"email": "alice@example.com"}).status_code == 200
    assert db.session.query(LinkRequest).count() == 0


def test_a_secret_in_the_address_is_not_logged(app: Flask) -> None:
    for path, said in (
        ("/reset/AbC-1", "/reset/<token>"),
        ("/invitations/AbC-1/account", "/invitations/<token>/account"),
        ("/forgot-password", "/forgot-password"),
    ):
        with app.test_request_context(path, method="POST"):
            assert said_path() == said


def test_a_disabled_account_cannot_come_back_by_a_link(alice: Person, client: LintingClient) -> None:
    url = link_for(alice)
    db.session.get_one(User, alice.user_id).disabled_at = utcnow()
    db.session.commit()
    assert client.get(url).status_code == 410
    ask(client, alice.email)
    assert mails() == []
    assert db.session.query(Session).filter_by(user_id=alice.user_id).count() == 1
