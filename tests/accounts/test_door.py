"""Who may make an account, as the host set it; the first one here always may, and looks after the instance."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from app.accounts.models import User
from app.extensions import db
from tests.accounts.issuer import Issuer
from tests.accounts.test_issuers import sent_to
from tests.cast import Person
from tests.clients import LintingClient

FORM = {"name": "Dora", "email": "dora@example.com", "password": "seven green umbrellas dance"}
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def setting(app: Flask) -> Iterator[Callable[..., None]]:
    """Return a function that gives the host's settings other values."""
    before = app.config["SETTINGS"]

    def change(**values: str) -> None:
        app.config["SETTINGS"] = app.config["SETTINGS"].model_copy(update=values)

    yield change
    app.config["SETTINGS"] = before


def admins() -> int:
    return db.session.query(User).filter_by(is_admin=True).count()


@pytest.mark.parametrize("mode", ["open", "closed"])
def test_of_several_who_come_first_one_looks_after_the_instance(
    app: Flask, setting: Callable[..., None], mode: str
) -> None:
    setting(sign_up=mode)
    start = Barrier(4)

    def come(number: int) -> int:
        client = Flask.test_client(app)
        start.wait(120)
        return client.post("/sign-up", data=FORM | {"email": f"dora{number}@example.com"}, headers=OURS).status_code

    with ThreadPoolExecutor(4) as threads:
        codes = sorted(threads.map(come, range(4)))
    assert codes == ([303] * 4 if mode == "open" else [303, 403, 403, 403])
    assert admins() == 1


@pytest.mark.parametrize(("mode", "word"), [("invited", "by invitation"), ("closed", "takes no new accounts")])
def test_a_closed_door_tells_nothing_of_who_is_here(
    setting: Callable[..., None], alice: Person, client: LintingClient, mode: str, word: str
) -> None:
    setting(sign_up=mode)
    answers = [client.post("/sign-up", data=FORM | {"email": email}) for email in (alice.email, "dora@example.com")]
    assert [answer.status_code for answer in answers] == [403, 403]
    pages = [re.sub(r"request <code>\w+", "", answer.text) for answer in answers]
    assert word in pages[0]
    assert pages[0] == pages[1]
    api = [client.post("/api/auth/register", json=FORM | {"email": one}) for one in (alice.email, "dora@example.com")]
    assert [answer.status_code for answer in api] == [403, 403]
    assert word in client.get("/sign-up").text
    assert 'href="/sign-up"' not in client.get("/sign-in").text


def test_an_account_elsewhere_makes_none_where_the_door_is_closed(
    setting: Callable[..., None], issuer: Issuer, alice: Person, client: LintingClient
) -> None:
    setting(sign_up="invited")
    for email in ("dora@example.com", alice.email):
        issuer.claims = {"email": email}
        assert client.get(issuer.sign_in(sent_to(client))).status_code == 403
    setting(sign_up_domains="harbour.example")
    assert client.get(issuer.sign_in(sent_to(client))).status_code == 403
    assert db.session.query(User).filter_by(email_key="dora@example.com").count() == 0


def test_only_addresses_of_the_hosts_domains_make_an_account(
    setting: Callable[..., None], alice: Person, client: LintingClient
) -> None:
    setting(sign_up_domains="harbour.example harbour.test strasse.example")
    for email in ("dora@example.com", alice.email, "dora@harbour.example.evil.test", "dora@straße.example"):
        answer = client.post("/sign-up", data=FORM | {"email": email})
        assert answer.status_code == 422
        assert "for other mail addresses" in answer.text
        assert "There is an account" not in answer.text
    assert client.post("/sign-up", data=FORM | {"email": "dora@Harbour.TEST"}).status_code == 303
    assert admins() == 0


@pytest.mark.parametrize(("mode", "status"), [("invited", 303), ("closed", 403)])
def test_an_invitation_opens_the_door_unless_it_is_closed(
    setting: Callable[..., None], alice: Person, client: LintingClient, mode: str, status: int
) -> None:
    setting(sign_up=mode, sign_up_domains="harbour.example")
    page = alice.post("/acme/settings/invitations", {"emails": "dora@example.com", "role": "member"}).text
    [path] = re.findall(r"/invitations/[\w.-]+", page)[:1]
    assert ("takes no new accounts" in client.get(path).text) is (mode == "closed")
    assert client.post(f"{path}/account", data=FORM).status_code == status


def test_the_first_is_told_so(client: LintingClient) -> None:
    assert "your account looks after this Primo" in client.get("/sign-up").text
    assert client.post("/sign-up", data=FORM).status_code == 303
    assert admins() == 1
    client.post("/sign-out")
    assert "your account looks after this Primo" not in client.get("/sign-up").text
