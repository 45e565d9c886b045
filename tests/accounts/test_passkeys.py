"""A passkey signs in with nothing typed, stands for the second factor, and answers for this site, this time, once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine

from app.accounts.models import Session, User
from app.accounts.ways import Passkey
from app.database import utcnow
from app.extensions import db
from tests.accounts.authenticator import PRESENT, Authenticator, coded
from tests.accounts.test_links import told
from tests.accounts.test_second_factor import sign_in, turn_on
from tests.cast import PASSWORD, Person
from tests.clients import LintingClient

AT = "/acme/settings/passkeys"


def making(person: Person, path: str = f"{AT}/new") -> dict[str, Any]:
    """Return what the page asks of the device."""
    [options] = re.findall(r'data-options="([^"]+)"', person.get(path).text)
    asked: dict[str, Any] = json.loads(unescape(options))
    return asked


def asked_for(client: LintingClient) -> dict[str, Any]:
    asked: dict[str, Any] = json.loads(client.get("/sign-in/passkey").data)
    return asked


@pytest.fixture
def device(alice: Person) -> Authenticator:
    """A device with a passkey of Alice."""
    one = Authenticator()
    assert alice.post(AT, {"name": "Laptop", "made": one.make(making(alice))}).status_code == 303
    return one


def test_one_adds_names_and_removes_it(alice: Person, device: Authenticator) -> None:
    assert told() == [("passkey_added", alice.email)]
    id = db.session.scalars(db.select(Passkey.id)).one()
    assert "Laptop" in alice.get("/acme/settings/password").text
    assert alice.post(f"{AT}/{id}/name", {"name": "  "}).status_code == 422
    alice.post(f"{AT}/{id}/name", {"name": "Old <laptop>"})
    assert "Old &lt;laptop&gt;" in alice.get("/acme/settings/password").text
    assert alice.post(f"{AT}/{id}/removal").status_code == 303
    assert not db.session.scalars(db.select(Passkey)).all()
    assert told()[-1] == ("passkey_removed", alice.email)


def test_nobody_touches_another_persons(bob: Person, device: Authenticator) -> None:
    id = db.session.scalars(db.select(Passkey.id)).one()
    assert bob.post(f"{AT}/{id}/name", {"name": "Mine"}).status_code == 404
    assert bob.post(f"{AT}/{id}/removal").status_code == 404


def test_it_signs_in_with_nothing_typed(alice: Person, client: LintingClient, device: Authenticator) -> None:
    form = {"credential": device.sign(asked_for(client)), "next": "/acme/projects"}
    assert client.post("/sign-in/passkey", data=form).location == "/acme/projects"
    assert client.get("/acme/projects").status_code == 200
    newest = db.session.scalars(db.select(Session).order_by(Session.id.desc())).first()
    assert newest is not None
    assert newest.has_factor


def test_it_stands_for_the_second_factor(alice: Person, client: LintingClient, device: Authenticator) -> None:
    turn_on(alice)
    assert sign_in(client, alice) == "/sign-in/code"
    page = client.get("/sign-in/code").text
    assert 'action="/sign-in/passkey"' in page
    assert 'name="next" value="/acme/projects"' in page
    form = {"credential": device.sign(asked_for(client)), "next": "/acme/projects"}
    assert client.post("/sign-in/passkey", data=form).location == "/acme/projects"


def test_it_answers_who_is_there(alice: Person, bob: Person, device: Authenticator) -> None:
    db.session.execute(db.update(Session).values(created_at=utcnow() - timedelta(days=1)))
    db.session.commit()
    asked = alice.post("/acme/settings/email", {"email": "new@example.com"})
    assert "Use a passkey" in asked.text
    form = {"email": "new@example.com", "credential": device.sign(asked_for(alice.client))}
    assert bob.post("/acme/settings/email", form).status_code == 422  # it is Alice's
    form["credential"] = device.sign(asked_for(alice.client))
    assert alice.post("/acme/settings/email", form).status_code == 303


WRONG: dict[str, Callable[[Authenticator], object]] = {
    "another origin": lambda one: setattr(one, "origin", "https://primo.example.org"),
    "the origin with a port": lambda one: setattr(one, "origin", "http://localhost:8000"),
    "another site": lambda one: setattr(one, "host", "example.org"),
    "nobody there": lambda one: setattr(one, "flags", 0),
    "nobody checked": lambda one: setattr(one, "flags", PRESENT),
    "a copied key": lambda one: setattr(one, "uses", one.uses - 1),
    "another key": lambda one: setattr(one, "key", Authenticator().key),
    "an unknown key": lambda one: setattr(one, "id", b"unknown"),
    "another person": lambda one: setattr(one, "handle", bytes(16)),
    "nobody named": lambda one: setattr(one, "handle", b""),
}


def test_what_does_not_fit_lets_nobody_in(client: LintingClient, device: Authenticator) -> None:
    client.post("/sign-in/passkey", data={"credential": device.sign(asked_for(client))})
    client.post("/sign-out")
    device.uses += 5
    client.post("/sign-in/passkey", data={"credential": device.sign(asked_for(client))})
    client.post("/sign-out")
    for what, change in WRONG.items():
        kept = dict(vars(device))
        change(device)
        assert refused(client, device.sign(asked_for(client))), what
        vars(device).update(kept)


def refused(client: LintingClient, credential: str) -> bool:
    answer = client.post("/sign-in/passkey", data={"credential": credential})
    return answer.status_code == 422 and client.get("/workspaces/new").status_code == 303


def test_an_answer_counts_once_and_soon_and_to_our_question(
    alice: Person, client: LintingClient, device: Authenticator
) -> None:
    credential = device.sign(asked_for(client))
    assert client.post("/sign-in/passkey", data={"credential": credential}).status_code == 303
    client.post("/sign-out")
    assert refused(client, credential)
    db.session.execute(db.update(Passkey).values(uses=0))  # as devices that do not count
    db.session.commit()
    assert refused(client, credential)
    assert refused(client, device.sign({"challenge": coded(b"x" * 40)}))
    assert refused(client, device.sign({"challenge": making(alice)["challenge"]}))
    asked = asked_for(client)
    with time_machine.travel(utcnow() + timedelta(minutes=11)):
        assert refused(client, device.sign(asked))


def test_nonsense_is_refused(client: LintingClient, device: Authenticator) -> None:
    good = json.loads(device.sign(asked_for(client)))
    bent = [good | {"response": good["response"] | {name: "AAAA"}} for name in good["response"]]
    bent += [good | {"response": {}}, good | {"rawId": 7}, good | {"type": "password"}, {}, [], None, 1]
    texts = [json.dumps(one) for one in bent]
    for credential in ["", "x", "[" * 9000, "{" * 50, "☃", *texts]:
        assert refused(client, credential), credential[:200]


def test_a_disabled_account_is_not_let_in(alice: Person, client: LintingClient, device: Authenticator) -> None:
    db.session.get_one(User, alice.user_id).disabled_at = utcnow()
    db.session.commit()
    assert refused(client, device.sign(asked_for(client)))


def test_a_new_one_must_fit_too(alice: Person, bob: Person) -> None:
    for change in ("another origin", "another site", "nobody there", "nobody checked"):
        one = Authenticator()
        WRONG[change](one)
        assert alice.post(AT, {"name": "Phone", "made": one.make(making(alice))}).status_code == 422, change
    one = Authenticator()
    made = one.make(making(alice))
    assert bob.post(AT, {"name": "Phone", "made": made}).status_code == 422  # asked of Alice
    assert alice.post(AT, {"name": "Phone", "made": made}).status_code == 303
    assert alice.post(AT, {"name": "Again", "made": made}).status_code == 422
    assert bob.post(AT, {"name": "Mine", "made": one.make(making(bob))}).status_code == 422  # one key, one person
    assert alice.post(AT, {"name": "Phone", "made": "x"}).status_code == 422


def test_the_only_way_in_stays(alice: Person, device: Authenticator) -> None:
    db.session.get_one(User, alice.user_id).has_password = False
    db.session.commit()
    id = db.session.scalars(db.select(Passkey.id)).one()
    assert "your only way in" in alice.post(f"{AT}/{id}/removal").text
    assert db.session.scalars(db.select(Passkey.id)).one() == id


def test_the_page_to_add_one_is_not_shown_long_after_the_password(alice: Person) -> None:
    db.session.execute(db.update(Session).values(created_at=utcnow() - timedelta(days=1)))
    db.session.commit()
    assert alice.get(f"{AT}/new").status_code == 303
    assert alice.post(f"{AT}/new", {"current": PASSWORD}).location == f"{AT}/new"
    assert alice.get(f"{AT}/new").status_code == 200
