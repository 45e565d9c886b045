"""The second factor: asked for on every way in, each code once, guessing counted, and a way back for a lost phone."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy import text

from app.accounts.links import account_token, mail_link
from app.accounts.models import AccountLink, SecondFactor, User
from app.accounts.second_factors import begin_factor, check_code, confirm_factor
from app.database import utcnow
from app.errors import DomainError
from app.extensions import db
from tests.accounts.test_links import confirm, told
from tests.cast import PASSWORD, Person
from tests.clients import LintingClient

BEGUN = timedelta(minutes=5)


def turn_on(person: Person) -> tuple[pyotp.TOTP, list[str]]:
    """Turn the factor on as if five minutes ago, and return the app and the recovery codes."""
    user = db.session.get_one(User, person.user_id)
    factor = begin_factor(user, at=utcnow() - BEGUN)
    app = pyotp.TOTP(factor.secret)
    codes = confirm_factor(factor, app.at(utcnow() - BEGUN), at=utcnow() - BEGUN)
    db.session.commit()
    return app, codes


def sign_in(client: LintingClient, person: Person) -> str:
    answer = client.post("/sign-in", data={"email": person.email, "password": PASSWORD, "next": "/acme/projects"})
    assert answer.status_code == 303
    return str(answer.location)


def is_in(client: LintingClient) -> bool:
    return client.get("/acme/projects").status_code == 200


def test_setting_it_up_shows_the_key_and_codes_once(alice: Person) -> None:
    at = "/acme/settings/second-factor"
    assert "not your current password" in alice.post(at, {"current": "wrong"}).text
    assert alice.post(at, {"current": PASSWORD}).status_code == 303
    page = alice.get(at).text
    assert "<svg" in page
    [key] = re.findall(r"Type this key: <code>([\w ]+)</code>", page)
    assert alice.post(f"{at}/confirmation", {"code": "000000"}).status_code == 422
    shown = alice.post(f"{at}/confirmation", {"code": pyotp.TOTP(key.replace(" ", "")).now()}).text
    codes = re.findall(r"<code>([0-9a-f]{7}-[0-9a-f]{7})</code>", shown)
    assert len(set(codes)) == 10
    later = alice.get(at).text
    assert key not in later
    assert codes[0] not in later
    assert "10 recovery codes left" in later
    assert told() == [("factor_on", alice.email)]


def test_the_key_is_not_readable_in_the_database(alice: Person) -> None:
    app, _ = turn_on(alice)
    [kept] = db.session.scalars(text("select secret from second_factors"))
    assert app.secret not in kept


def test_a_new_secret_key_reads_what_a_former_one_wrote(
    alice: Person, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, _ = turn_on(alice)
    former, settings = app.config["SECRET_KEY"], app.config["SETTINGS"]
    monkeypatch.setitem(app.config, "SECRET_KEY", "another key, as long as it should be")
    db.session.expire_all()
    assert db.session.get_one(SecondFactor, alice.user_id).secret == ""
    monkeypatch.setitem(app.config, "SETTINGS", settings.model_copy(update={"secret_key_fallbacks": former}))
    db.session.expire_all()
    assert db.session.get_one(SecondFactor, alice.user_id).secret == phone.secret


def test_a_password_alone_lets_nobody_in(alice: Person, client: LintingClient) -> None:
    app, _ = turn_on(alice)
    assert sign_in(client, alice) == "/sign-in/code"
    assert not is_in(client)
    assert client.post("/sign-in/code", data={"code": "123"}).status_code == 422
    answer = client.post("/sign-in/code", data={"code": app.now()})
    assert answer.location == "/acme/projects"
    assert is_in(client)


def test_every_other_way_in_asks_too(alice: Person, client: LintingClient) -> None:
    turn_on(alice)
    confirm(alice)
    mail_link(db.session.get_one(User, alice.user_id), "sign_in", at=utcnow())
    db.session.commit()
    link = db.session.scalars(db.select(AccountLink)).one()
    credentials = {"email": alice.email, "password": PASSWORD}
    for code in ({}, {"code": "000000"}):
        refused = client.post("/api/auth/login", json=credentials | code)
        assert (refused.status_code, "Send the code" in refused.text) == (401, True)
    assert client.post(f"/sign-in/link/{account_token(link)}").location == "/sign-in/code"
    assert not is_in(client)


def test_the_api_takes_the_code(alice: Person, client: LintingClient) -> None:
    app, _ = turn_on(alice)
    answer = client.post("/api/auth/login", json={"email": alice.email, "password": PASSWORD, "code": app.now()})
    assert answer.status_code == 200


def test_a_code_works_once(alice: Person, client: LintingClient) -> None:
    app, codes = turn_on(alice)
    for code in (app.now(), codes[0]):
        sign_in(client, alice)
        assert client.post("/sign-in/code", data={"code": code}).status_code == 303
        client.post("/sign-out")
        sign_in(client, alice)
        assert client.post("/sign-in/code", data={"code": code}).status_code == 422


def test_a_code_is_the_one_of_now_or_beside_it(alice: Person, client: LintingClient) -> None:
    app, _ = turn_on(alice)
    sign_in(client, alice)
    for steps in (-2, 3):  # the clock may reach the next step meanwhile
        assert (
            client.post("/sign-in/code", data={"code": app.at(utcnow() + timedelta(seconds=30 * steps))}).status_code
            == 422
        )


def test_a_recovery_code_is_read_as_people_type_it_and_told(alice: Person, client: LintingClient) -> None:
    _, codes = turn_on(alice)
    sign_in(client, alice)
    assert client.post("/sign-in/code", data={"code": codes[3].upper().replace("-", " ")}).status_code == 303
    assert ("recovery_used", alice.email) in told()
    assert "9 recovery codes left" in client.get("/acme/settings/second-factor").text


def test_new_recovery_codes_end_nobody_elses(alice: Person, bob: Person, client: LintingClient) -> None:
    _, former = turn_on(bob)
    turn_on(alice)
    assert alice.post("/acme/settings/second-factor/recovery-codes", {"current": PASSWORD}).status_code == 200
    sign_in(client, bob)
    assert client.post("/sign-in/code", data={"code": former[0]}).status_code == 303


def test_of_many_tries_with_one_code_one_is_let_in(app: Flask, alice: Person) -> None:
    phone, _ = turn_on(alice)
    code, at = phone.now(), utcnow()

    def attempt(_: int) -> bool:
        with app.app_context():
            try:
                check_code(db.session.get_one(User, alice.user_id), code, address="192.0.2.7", at=at)
                db.session.commit()
            except DomainError:
                return False
            return True

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(attempt, range(50))) == 1


def test_guessing_codes_ends_and_the_password_does_not_start_it_anew(alice: Person, client: LintingClient) -> None:
    app, _ = turn_on(alice)
    for n in range(10):
        sign_in(client, alice)
        assert client.post("/sign-in/code", data={"code": f"00000{n}"}).status_code in (422, 429)
    sign_in(client, alice)
    assert client.post("/sign-in/code", data={"code": app.now()}).status_code == 429


@pytest.mark.parametrize("cookie", ["", "x", "eyJ.x.y"])
def test_a_code_without_the_first_step_leads_back(client: LintingClient, cookie: str) -> None:
    client.set_cookie("primo_step", cookie)
    assert client.post("/sign-in/code", data={"code": "123456"}).location == "/sign-in"
    assert client.get("/sign-in/code").location == "/sign-in"


def test_a_new_password_ends_a_sign_in_under_way(alice: Person, client: LintingClient) -> None:
    app, _ = turn_on(alice)
    sign_in(client, alice)
    alice.post("/acme/settings/password", {"current": PASSWORD, "password": "seven green umbrellas dance"})
    assert client.post("/sign-in/code", data={"code": app.now()}).location == "/sign-in"


def test_turning_it_off_asks_for_the_password_and_is_told(alice: Person, client: LintingClient) -> None:
    turn_on(alice)
    assert alice.post("/acme/settings/second-factor/removal", {"current": "wrong"}).status_code == 422
    assert db.session.get(SecondFactor, alice.user_id)
    alice.post("/acme/settings/second-factor/removal", {"current": PASSWORD})
    assert told() == [("factor_off", alice.email)]
    assert sign_in(client, alice) == "/acme/projects"
