"""The link that confirms an address: only who made the account confirms it, and whoever reads the mail disowns it."""

from __future__ import annotations

import re

from flask import Flask

from app.accounts.models import User
from app.accounts.ways import Passkey
from app.database import utcnow
from app.extensions import db
from tests.accounts.test_links import link_for, token_of
from tests.audit.log import kinds
from tests.cast import PASSWORD, Person
from tests.clients import LintingClient


def is_confirmed(person: Person) -> bool:
    db.session.expire_all()
    return db.session.get_one(User, person.user_id).email_confirmed_at is not None


def test_who_is_signed_in_as_the_account_confirms_at_once(alice: Person, client: LintingClient) -> None:
    url = link_for(alice, "confirm")
    assert "Confirm your address" in alice.get(url).text
    assert not is_confirmed(alice)
    assert alice.post(url).location == "/"
    assert is_confirmed(alice)
    assert alice.get("/acme/projects").status_code == 200
    assert client.get(url).status_code == alice.post(url).status_code == 410


def test_in_another_browser_one_signs_in_first(alice: Person, client: LintingClient) -> None:
    url = link_for(alice, "confirm")
    page = client.get(url).text
    assert "Did you make this account?" in page
    assert "“Alice Adams”" in page
    door = re.search(r'href="(/sign-in\?[^"]+)"', page)
    assert door is not None
    assert f'value="{alice.email}"' in client.get(door[1].replace("&amp;", "&")).text
    form = {"email": alice.email, "password": PASSWORD, "next": url}
    assert client.post("/sign-in", data=form).location == url
    assert client.post(url).location == "/"
    assert is_confirmed(alice)


def test_nobody_else_confirms_it(alice: Person, bob: Person, client: LintingClient) -> None:
    """Or its owner would keep an account alive in which somebody else waits."""
    url = link_for(alice, "confirm")
    assert client.post(url).status_code == 403
    assert bob.post(url).status_code == 403
    assert "Yes: sign out and use that account" in bob.get(url).text
    assert not is_confirmed(alice)


def test_who_reads_the_address_ends_what_others_made_with_it(app: Flask, alice: Person, client: LintingClient) -> None:
    program = {"Authorization": f"Bearer {token_of(app, alice)}"}
    db.session.add(Passkey(user_id=alice.user_id, name="Hers", credential_id=b"id", public_key=b"key"))
    url = link_for(alice, "confirm")
    page = client.post(f"{url}/disowning")
    assert "Nobody can use the account" in page.text
    assert alice.get("/acme/projects").status_code == 303
    assert app.test_client().get("/api/tasks", headers=program).status_code == 401
    assert app.test_client().post("/sign-in", data={"email": alice.email, "password": PASSWORD}).status_code == 422
    assert db.session.query(Passkey).count() == 0
    assert not is_confirmed(alice)
    assert "account.disowned" in kinds()
    assert client.post(f"{url}/disowning").status_code == 410


def test_an_account_that_is_confirmed_by_now_is_not_ended(alice: Person, client: LintingClient) -> None:
    url = link_for(alice, "confirm")
    db.session.get_one(User, alice.user_id).email_confirmed_at = utcnow()
    db.session.commit()
    client.post(f"{url}/disowning")
    assert alice.get("/acme/projects").status_code == 200
