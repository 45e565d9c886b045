"""Somebody makes an account with an address of others and waits in it: once its owner comes by mail, all that ends."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from app.accounts import claiming
from app.accounts.asking_for_links import answer_requests
from app.accounts.claiming import shut
from app.accounts.links import account_token
from app.accounts.models import AccountLink, PasswordReset, RecoveryCode, SecondFactor, Session, User
from app.accounts.resetting import reset_token
from app.accounts.routes import asking_again
from app.accounts.ways import Identity, Passkey
from app.database import utcnow
from app.extensions import db
from app.notifications.models import Delivery
from tests.above import above_the_walls
from tests.clients import LintingClient

OWNED = "owner@example.com"
FORM = {"name": "Somebody", "email": OWNED, "password": "what the squatter chose"}
SIGN_IN = {"email": OWNED, "password": FORM["password"]}
NEW = "seven green umbrellas dance"
WAYS = ("link", "reset")


@pytest.fixture
def squatter(client: LintingClient) -> LintingClient:
    """Somebody signed in to an account of theirs that has the owner's address."""
    assert client.post("/sign-up", data=FORM).status_code == 303
    return client


def base_of(client: LintingClient) -> str:
    return "/" + client.get("/").location.split("/")[1]


def user_of(email: str) -> User:
    db.session.rollback()
    return db.session.scalars(select(User).where(User.email_key == email)).one()


def turn_factor_on(client: LintingClient) -> str:
    """Turn an app on as a browser does, and return its secret."""
    page = f"{base_of(client)}/settings/second-factor"
    assert client.post(page).status_code == 303
    db.session.rollback()
    secret = db.session.scalars(select(SecondFactor)).one().secret
    assert client.post(f"{page}/confirmation", data={"code": pyotp.TOTP(secret).now()}).status_code == 200
    return secret


def come_by_mail(client: LintingClient, way: str, email: str) -> str:
    """Ask for a link as the one who reads this address, follow it, and return where that leads."""
    door = "/sign-in/link" if way == "link" else "/forgot-password"
    assert client.post(door, data={"email": email}).status_code == 200
    answer_requests(utcnow())
    if way == "link":
        link = db.session.scalars(select(AccountLink).where(AccountLink.purpose == "sign_in")).one()
        path = f"/sign-in/link/{account_token(link)}"
    else:
        path = f"/reset/{reset_token(db.session.scalars(select(PasswordReset)).one())}"
    db.session.rollback()
    answer = client.post(path, data={"password": NEW})
    assert answer.status_code == 303
    return str(answer.location)


def count(table: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize("way", WAYS)
def test_the_owner_is_in_and_the_squatter_is_out_by_every_way(app: Flask, squatter: LintingClient, way: str) -> None:
    base = base_of(squatter)
    token = app.test_client().post("/api/auth/login", json=SIGN_IN).get_json()["token"]
    squatter.post(f"{base}/settings/email", data={"email": "squatter@example.com"})
    secret = turn_factor_on(squatter)
    half_way = app.test_client()
    assert half_way.post("/sign-in", data=FORM).location == "/sign-in/code"
    id = user_of(OWNED).id
    db.session.add(Passkey(user_id=id, name="Theirs", credential_id=b"id", public_key=b"key"))
    db.session.add(Identity(user_id=id, issuer="https://issuer.example", subject="theirs"))
    asked = db.session.scalars(select(AccountLink).where(AccountLink.email == "squatter@example.com")).one()
    theirs = f"/confirm/{account_token(asked)}"
    db.session.commit()
    owner = app.test_client()
    assert isinstance(owner, LintingClient)

    assert come_by_mail(owner, way, OWNED) == "/"
    page = owner.get("/", follow_redirects=True)
    assert page.status_code == 200
    assert "that opened this account before has ended" in page.text
    assert squatter.get(f"{base}/settings/password").status_code == 303
    assert app.test_client().get("/api/tasks", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    assert app.test_client().post("/sign-in", data=FORM).status_code == 422
    code = {"code": pyotp.TOTP(secret).at(utcnow() + timedelta(seconds=30))}
    assert half_way.post("/sign-in/code", data=code).location == "/sign-in"
    assert owner.post(theirs).status_code == 410, "the address that was asked for before is no longer waited for"
    assert [count(table) for table in (Passkey, Identity, SecondFactor, RecoveryCode)] == [0, 0, 0, 0]
    with above_the_walls() as connection:
        facts = connection.execute(select(Delivery.__table__.c.facts)).scalars()
        assert "claimed" in [one["what"] for one in facts if one]


@pytest.mark.parametrize("way", WAYS)
def test_who_reads_the_mails_of_a_confirmed_account_still_needs_its_second_factor(
    app: Flask, squatter: LintingClient, way: str
) -> None:
    """The same the other way round: here the address was shown to be theirs, and somebody else got into the mailbox."""
    base = base_of(squatter)
    turn_factor_on(squatter)
    user = user_of(OWNED)
    user.email_confirmed_at = utcnow()
    db.session.add(Passkey(user_id=user.id, name="Own", credential_id=b"id", public_key=b"key"))
    db.session.commit()
    thief = app.test_client()
    assert isinstance(thief, LintingClient)
    assert come_by_mail(thief, way, OWNED) == "/sign-in/code"
    assert thief.get(f"{base}/settings/password").status_code == 303
    assert [count(table) for table in (Passkey, SecondFactor, RecoveryCode)] == [1, 1, 10]


def test_a_link_that_no_mail_carried_proves_no_address(
    app: Flask, squatter: LintingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no mails are sent the host hands links over: the second factor stays."""
    turn_factor_on(squatter)
    squatter.post("/forgot-password", data={"email": OWNED})
    answer_requests(utcnow())
    path = f"/reset/{reset_token(db.session.scalars(select(PasswordReset)).one())}"
    db.session.rollback()
    settings = app.config["SETTINGS"].model_copy(update={"primo_env": "production"})
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    assert app.test_client().post(path, data={"password": NEW}).location == "/sign-in/code"
    assert count(SecondFactor) == 1
    assert user_of(OWNED).email_confirmed_at is None


def test_a_sign_in_that_is_under_way_does_not_outlive_it(
    app: Flask, squatter: LintingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While all that lets somebody in is ended, who signs in waits, and then finds another password."""
    waited = []

    def shut_beside_a_sign_in(user: User) -> None:
        with above_the_walls() as signing_in:
            looked = text("select from users where id = :id for no key update nowait")
            with pytest.raises(OperationalError):
                signing_in.execute(looked, {"id": user.id})
        waited.append(user.email)
        shut(user)

    monkeypatch.setattr(claiming, "shut", shut_beside_a_sign_in)
    owner = app.test_client()
    assert isinstance(owner, LintingClient)
    assert come_by_mail(owner, "link", OWNED) == "/"
    assert waited == [OWNED]


ADDING = {
    "{base}/settings/second-factor": {},
    "{base}/settings/second-factor/confirmation": {"code": "000000"},
    "{base}/settings/passkeys": {"made": "{}", "name": "Theirs"},
    "{base}/settings/tokens": {"name": "Theirs", "rights": "write", "lasts": "30"},
    "/second-factor": {},
    "/second-factor/passkey": {"made": "{}", "name": "Theirs"},
}


@pytest.mark.parametrize("path", ADDING)
def test_nothing_that_is_being_added_outlives_it(
    squatter: LintingClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """The owner comes between the squatter's request and what it adds: the session that asks is gone by then."""
    base = base_of(squatter)
    squatter.post(f"{base}/settings/second-factor")

    def come(*_: object, **__: object) -> bool:
        with above_the_walls() as owner:
            owner.execute(text("delete from sessions"))
            owner.execute(text("delete from second_factors"))
        return True

    monkeypatch.setattr(asking_again, "has_proved", come)
    assert squatter.post(path.format(base=base), data=ADDING[path]).status_code == 404
    assert [count(table) for table in (Passkey, SecondFactor, RecoveryCode, Session)] == [0, 0, 0, 0]
