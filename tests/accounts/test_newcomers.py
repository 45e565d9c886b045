"""CONFIRM_EMAIL=1: an account begins with a mail, and nothing at the door tells whether an address has one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask

from app.accounts.models import User
from app.accounts.newcomers.asking import newcomer_token
from app.accounts.newcomers.models import Newcomer
from app.database import utcnow
from app.extensions import db
from app.notifications.models import LocalMail
from app.notifications.welcoming import hand_out_welcomes, welcome
from tests.accounts.issuer import Issuer
from tests.accounts.test_issuers import sent_to
from tests.cast import Person
from tests.clients import LintingClient

FORM = {"name": "Dora", "email": "dora@example.com", "password": "seven green umbrellas dance"}
CHOSEN = {"password": FORM["password"]}


@pytest.fixture(autouse=True)
def setting(app: Flask) -> Iterator[Callable[..., None]]:
    """Confirm addresses, and return a function that gives other settings other values."""
    before = app.config["SETTINGS"]

    def change(**values: object) -> None:
        app.config["SETTINGS"] = app.config["SETTINGS"].model_copy(update=values)

    change(confirm_email=True)
    yield change
    app.config["SETTINGS"] = before


def newest() -> Newcomer:
    db.session.rollback()
    newcomer: Newcomer | None = db.session.scalars(db.select(Newcomer).order_by(Newcomer.id.desc())).first()
    assert newcomer is not None
    return newcomer


def link() -> str:
    return f"/sign-up/{newcomer_token(newest())}"


def mails() -> list[tuple[str, str]]:
    """Send what waits, and return who was told what."""
    welcome(*(str(one.id) for one in db.session.query(Newcomer)))
    return [(one.receiver, one.subject) for one in db.session.query(LocalMail).order_by(LocalMail.created_at)]


def has_account(email: str) -> bool:
    return db.session.query(User).filter_by(email_key=email).count() == 1


def test_taken_and_free_addresses_are_answered_by_the_same_bytes_and_statements(
    alice: Person, client: LintingClient, statements: Callable[[], list[str]]
) -> None:
    pages, asked = [], []
    for email in (alice.email, FORM["email"], alice.email, "dora2@example.com"):
        before = len(statements())
        answer = client.post("/sign-up", data=FORM | {"email": email})
        asked.append(statements()[before:])
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        pages.append(re.sub(r"[0-9a-f]{32}", "", answer.text.replace(email, "<address>")))
    assert "Check your mail" in pages[0]
    assert len(set(pages)) == 1
    assert asked[2] == asked[3]
    assert not any("email_key" in one and "users" in one for one in asked[3])
    api = [client.post("/api/auth/register", json=FORM | {"email": one}) for one in (alice.email, "new@example.com")]
    assert [one.status_code for one in api] == [202, 202]
    assert api[0].data == api[1].data


def test_only_the_mail_tells_which(alice: Person, client: LintingClient) -> None:
    for email in (alice.email, FORM["email"]):
        client.post("/sign-up", data=FORM | {"email": email})
    confirm, taken = "Confirm your address for Primo", "You have an account already"
    assert mails() == [(alice.email, taken), (FORM["email"], confirm)]
    texts = {one.receiver: one.message.replace("=\n", "") for one in db.session.query(LocalMail)}
    assert "/sign-up/" not in texts[alice.email]
    assert "/forgot-password" in texts[alice.email]
    assert link() in texts[FORM["email"]]


def test_the_link_makes_the_account_once_with_the_chosen_password(alice: Person, client: LintingClient) -> None:
    client.post("/sign-up", data=FORM | {"next": "/workspaces/new"})
    url = link()
    assert client.post("/sign-in", data=FORM).status_code == 422
    assert FORM["email"] in client.get(url).text
    assert not has_account(FORM["email"])
    assert client.post(url, data=CHOSEN).location == "/workspaces/new"
    user = db.session.query(User).filter_by(email_key=FORM["email"]).one()
    assert user.email_confirmed_at is not None
    assert client.get("/doras-tasks/").status_code == 303
    assert client.post(url, data=CHOSEN).status_code == 410
    client.post("/sign-out")
    assert client.post("/sign-in", data=FORM).status_code == 303


def test_nobody_is_led_into_an_account_whose_password_others_chose(alice: Person, client: LintingClient) -> None:
    client.post("/sign-up", data=FORM | {"password": "what the attacker chose"})
    theirs = link()
    client.post("/sign-up", data=FORM)
    for _ in range(10):
        assert client.post(theirs, data=CHOSEN).status_code == 422
    assert client.post(theirs, data={"password": "what the attacker chose"}).status_code == 429
    assert not has_account(FORM["email"])
    assert client.post(link(), data=CHOSEN).status_code == 303
    db.session.rollback()
    assert client.get(theirs).status_code == 410


def test_a_link_ends(alice: Person, client: LintingClient) -> None:
    client.post("/sign-up", data=FORM)
    url = link()
    newest().expires_at = utcnow() - timedelta(seconds=1)
    db.session.commit()
    assert client.post(url, data=CHOSEN).status_code == 410
    assert client.get("/sign-up/nonsense").status_code == 410
    assert not has_account(FORM["email"])


def test_who_comes_in_another_way_meanwhile_ends_it(alice: Person, client: LintingClient, issuer: Issuer) -> None:
    client.post("/sign-up", data=FORM)
    url = link()
    issuer.claims = {"email": FORM["email"]}
    assert client.get(issuer.sign_in(sent_to(client))).status_code == 303
    assert client.post(url, data=CHOSEN).status_code == 410


def test_the_first_comes_in_without_and_looks_after_the_instance(client: LintingClient) -> None:
    assert client.post("/sign-up", data=FORM).status_code == 303
    assert db.session.query(User).one().is_admin


def test_the_door_is_asked_again_with_the_link(
    alice: Person, client: LintingClient, setting: Callable[..., None]
) -> None:
    client.post("/sign-up", data=FORM)
    for change in ({"sign_up_domains": "harbour.example"}, {"sign_up": "invited"}):
        setting(**change)
        assert client.post(link(), data=CHOSEN).status_code == 403
        assert client.post("/sign-up", data=FORM | {"email": alice.email}).status_code in (403, 422)
    assert not has_account(FORM["email"])


def test_nobody_is_flooded(alice: Person, client: LintingClient) -> None:
    for _ in range(7):
        assert client.post("/sign-up", data=FORM).status_code == 200
    assert len(mails()) == 5


def test_mails_wait_for_the_queue_and_leave_once(alice: Person, client: LintingClient) -> None:
    client.post("/sign-up", data=FORM)
    now = utcnow()
    assert [hand_out_welcomes(now), hand_out_welcomes(now)] == [1, 0]
    assert len(mails()) == len(mails()) == newest().attempts == 1
    assert hand_out_welcomes(now + timedelta(hours=2)) == 0
