"""An account elsewhere signs in, makes an account and is connected to one; an address alone ties nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

from flask import Flask

from app.accounts.models import Session, User
from app.accounts.ways import Identity, Visit
from app.database import utcnow
from app.extensions import db
from tests.accounts.issuer import CLIENT, Issuer
from tests.accounts.test_links import told
from tests.accounts.test_second_factor import turn_on
from tests.cast import PASSWORD, Person
from tests.clients import LintingClient

START = "/sign-in/with/oidc"
CONNECT = "/acme/settings/identities/oidc"


def sent_to(client: LintingClient, path: str = START, **form: str) -> str:
    """Press the button and return where the page leads."""
    answer = client.post(path, data=form)
    assert answer.status_code == 200, answer.text
    [url] = re.findall(r'http-equiv="refresh" content="0;url=([^"]+)"', answer.text)
    return unescape(url)


def connect(person: Person, issuer: Issuer) -> None:
    back = issuer.sign_in(sent_to(person.client, CONNECT))
    assert person.get(back).location == "/acme/settings/password"


def is_in(client: LintingClient) -> bool:
    return client.get("/workspaces/new").status_code == 200


def test_the_browser_is_sent_with_everything_that_ties_the_visit(issuer: Issuer, client: LintingClient) -> None:
    url = sent_to(client)
    assert url.startswith(f"{issuer.address}/authorize?response_type=code&client_id={CLIENT}")
    sent_twice = dict(re.findall(r"(state|nonce|code_challenge)=([^&]+)", sent_to(client)))
    assert not set(sent_twice.values()) & set(re.findall(r"=([^&]+)", url))
    [visit] = db.session.scalars(db.select(Visit).limit(1))
    assert visit.verifier not in url


def test_somebody_new_gets_an_account(issuer: Issuer, client: LintingClient) -> None:
    back = issuer.sign_in(sent_to(client, next="/workspaces/new", time_zone="Europe/Rome"))
    assert client.get(back).location == "/workspaces/new"
    assert is_in(client)
    user = db.session.scalars(db.select(User)).one()
    assert (user.name, user.email, user.time_zone, user.has_password) == (
        "Dora Dean",
        "dora@example.com",
        "Europe/Rome",
        False,
    )
    assert user.email_confirmed_at is not None
    client.post("/sign-out")
    assert client.get(issuer.sign_in(sent_to(client))).location == "/"
    assert db.session.query(User).count() == 1


def test_a_known_address_is_not_taken_over(issuer: Issuer, alice: Person, client: LintingClient) -> None:
    issuer.claims = {"email": alice.email.upper()}
    answer = client.get(issuer.sign_in(sent_to(client)))
    assert answer.status_code == 409
    assert "Sign in the way you did before" in answer.text
    assert not is_in(client)
    assert not db.session.scalars(db.select(Identity)).all()


def test_an_address_that_is_not_shown_to_be_theirs_tells_nothing(
    issuer: Issuer, alice: Person, client: LintingClient
) -> None:
    pages = set()
    for email in (alice.email, "nobody@example.com"):
        for verified in (False, None, "true"):
            issuer.claims = {"email": email, "email_verified": verified}
            answer = client.get(issuer.sign_in(sent_to(client)))
            assert answer.status_code == 409
            pages.add(answer.text)
    assert len(pages) == 1
    assert db.session.query(Identity).count() == 0


def test_one_connects_it_in_the_settings_and_signs_in_with_it(
    issuer: Issuer, alice: Person, client: LintingClient
) -> None:
    connect(alice, issuer)
    assert told() == [("identity_added", alice.email)]
    issuer.claims = {"email": "changed@elsewhere.example", "email_verified": False}
    assert client.get(issuer.sign_in(sent_to(client, next="/acme/projects"))).location == "/acme/projects"
    assert client.get("/acme/projects").status_code == 200


def test_it_signs_in_one_person_only(issuer: Issuer, alice: Person, bob: Person) -> None:
    connect(alice, issuer)
    bob.get(issuer.sign_in(sent_to(bob.client, CONNECT)))
    assert db.session.scalars(db.select(Identity)).one().user_id == alice.user_id


def test_the_second_factor_is_asked_for_all_the_same(issuer: Issuer, alice: Person, client: LintingClient) -> None:
    connect(alice, issuer)
    turn_on(alice)
    assert client.get(issuer.sign_in(sent_to(client))).location == "/sign-in/code"
    assert not is_in(client)


def test_a_disabled_account_is_not_let_in(issuer: Issuer, alice: Person, client: LintingClient) -> None:
    connect(alice, issuer)
    db.session.get_one(User, alice.user_id).disabled_at = utcnow()
    db.session.commit()
    assert client.get(issuer.sign_in(sent_to(client))).status_code == 400
    assert not is_in(client)


def test_it_is_disconnected_unless_it_is_the_only_way_in(issuer: Issuer, alice: Person, client: LintingClient) -> None:
    connect(alice, issuer)
    removal = f"/acme/settings/identities/{db.session.scalars(db.select(Identity.id)).one()}/removal"
    db.session.get_one(User, alice.user_id).has_password = False
    db.session.commit()
    refused = alice.post(removal)
    assert refused.status_code == 422
    assert "your only way in" in refused.text
    db.session.get_one(User, alice.user_id).has_password = True
    db.session.commit()
    assert alice.post(removal).status_code == 303
    assert client.get(issuer.sign_in(sent_to(client))).status_code == 303  # somebody new, not Alice
    assert db.session.scalars(db.select(Identity)).one().user_id != alice.user_id


def test_nobody_disconnects_what_is_another_persons(issuer: Issuer, alice: Person, bob: Person) -> None:
    connect(alice, issuer)
    id = db.session.scalars(db.select(Identity.id)).one()
    assert bob.post(f"/acme/settings/identities/{id}/removal").status_code == 404


def test_connecting_and_disconnecting_ask_who_is_there(issuer: Issuer, alice: Person) -> None:
    long_ago = utcnow() - timedelta(minutes=11)
    db.session.execute(db.update(Session).values(created_at=long_ago))
    db.session.commit()
    assert "Is it you?" in alice.post(CONNECT).text
    assert "not your current password" in alice.post(CONNECT, {"current": "wrong"}).text
    assert issuer.address in alice.post(CONNECT, {"current": PASSWORD}).text


def test_who_came_without_a_password_sets_one(issuer: Issuer, client: LintingClient) -> None:
    client.get(issuer.sign_in(sent_to(client)))
    new = {"password": "seven green umbrellas dance"}
    assert client.post("/doras-tasks/settings/password/first", data=new).status_code == 303
    client.post("/sign-out")
    assert client.post("/sign-in", data={"email": "dora@example.com", **new}).status_code == 303


def test_a_door_that_is_not_set_up_is_not_there(app: Flask, client: LintingClient) -> None:
    assert "/sign-in/with/" not in client.get("/sign-in").text
    for path in ("/sign-in/with/google", "/sign-in/with/nobody"):
        assert client.post(path).status_code == 404
        assert client.get(f"{path}/callback").status_code == 404
