"""An issuer, or somebody between, that lies: nobody is let in, and nothing else of this machine is reached."""

from __future__ import annotations

import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest
from flask import Flask

from app.accounts.issuers import discovery
from app.accounts.models import User
from app.accounts.ways import Visit
from app.extensions import db
from app.web import outbound
from tests.accounts.issuer import OTHER_KEY, Issuer
from tests.accounts.test_issuers import CONNECT, START, connect, is_in, sent_to
from tests.cast import Person
from tests.clients import LintingClient

NOW = int(time.time())
WRONG_CLAIMS: dict[str, dict[str, object]] = {
    "another audience": {"aud": "somebody else"},
    "another audience, by us": {"aud": "somebody else", "azp": "primo-client"},
    "no audience": {"aud": None},
    "two audiences and no azp": {"aud": ["primo-client", "other"]},
    "another azp": {"aud": ["primo-client", "other"], "azp": "other"},
    "another issuer": {"iss": "https://accounts.google.com"},
    "issuer with a slash": {"iss": "http://127.0.0.1/"},
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "expired": {"exp": NOW - 3600},
    "no end": {"exp": None},
    "not begun": {"nbf": NOW + 3600},
    "no subject": {"sub": None},
    "empty subject": {"sub": ""},
    "a number for a subject": {"sub": 7},
    "a subject without end": {"sub": "x" * 300},
    "another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
}


def come_back(client: LintingClient, one: Issuer) -> int:
    return client.get(one.sign_in(sent_to(client))).status_code


def test_a_wrong_claim(issuer: Issuer, client: LintingClient) -> None:
    for what, claims in WRONG_CLAIMS.items():
        issuer.claims = claims
        assert come_back(client, issuer) == 400, what
    nobody_came(client)


def test_a_token_that_the_issuers_key_has_not_signed(issuer: Issuer, client: LintingClient) -> None:
    for forge in (issuer.sign_with_none, issuer.sign_with_the_public_key, issuer.sign_with_the_secret):
        issuer.sign = forge
        assert come_back(client, issuer) == 400, forge
    nobody_came(client)


def test_a_token_signed_with_another_key_of_the_same_name(issuer: Issuer, client: LintingClient) -> None:
    issuer.key = OTHER_KEY
    assert come_back(client, issuer) == 400
    issuer.header = {"alg": "RS256", "kid": "second"}
    assert come_back(client, issuer) == 400
    nobody_came(client)


def test_no_token_at_all(issuer: Issuer, client: LintingClient) -> None:
    for token in ("", "a.b.c", "a" * 9000, {"a": 1}, None, "....", "e30.e30."):
        issuer.sign = lambda _claims, token=token: token  # type: ignore[misc]
        assert come_back(client, issuer) == 400, token
    nobody_came(client)


def test_a_visit_ends_once_and_with_its_own_browser(
    app: Flask,
    issuer: Issuer,
    client: LintingClient,
) -> None:
    back = issuer.sign_in(sent_to(client))
    other = app.test_client()
    assert isinstance(other, LintingClient)
    assert other.get(back).status_code == 400  # the state leaked: another browser gains nothing, and spends nothing
    issuer.sign_in(sent_to(other), code="theirs")
    assert other.get(back).status_code == 400  # nor with a visit of its own
    assert client.get(back).status_code == 303
    client.post("/sign-out")
    issuer.codes["good code"] = {"nonce": "any", "code_challenge": "any"}
    assert client.get(back).status_code == 400
    assert not is_in(client)


def test_an_old_visit_has_ended(issuer: Issuer, client: LintingClient) -> None:
    back = issuer.sign_in(sent_to(client))
    db.session.execute(db.update(Visit).values(expires_at=db.func.now()))
    db.session.commit()
    assert client.get(back).status_code == 400


def test_a_code_of_another_visit(app: Flask, issuer: Issuer, client: LintingClient) -> None:
    """Honest issuers refuse it by its verifier; where one does not look, the nonce does not fit."""
    for checks_verifier in (True, False):
        issuer.checks_verifier = checks_verifier
        issuer.sign_in(sent_to(app.test_client()), code="theirs")  # type: ignore[arg-type]
        mine = issuer.sign_in(sent_to(client), code="mine")
        assert client.get(mine.replace("code=mine", "code=theirs")).status_code == 400
    nobody_came(client)


def test_a_state_made_up_or_of_another_door(issuer: Issuer, client: LintingClient) -> None:
    sent_to(client)
    for asked in ("", "?code=x", "?code=x&state=x", "?error=access_denied", "?state=%F0%9F%98%80&code=x"):
        assert client.get(f"{START}/callback{asked}").status_code == 400
    back = issuer.sign_in(sent_to(client))
    assert client.get(f"{back}&iss=https://accounts.google.com").status_code == 400
    nobody_came(client)


def test_a_visit_to_one_issuer_is_not_spent_by_another(
    app: Flask, issuer: Issuer, client: LintingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    google = {"google_client_id": "ours", "google_client_secret": "client secret of ours, long enough"}
    monkeypatch.setitem(app.config, "SETTINGS", app.config["SETTINGS"].model_copy(update=google))
    back = issuer.sign_in(sent_to(client))
    assert client.get(back.replace("/oidc/", "/google/")).status_code == 400
    assert db.session.query(Visit).count() == 1


def test_nobodys_account_is_connected_by_a_link_they_were_sent(
    issuer: Issuer,
    alice: Person,
    bob: Person,
) -> None:
    back = issuer.sign_in(sent_to(bob.client, CONNECT))
    assert alice.get(back).status_code == 400
    word = bob.client.get_cookie("primo_visit")
    assert word is not None
    alice.client.set_cookie("primo_visit", word.value)
    assert alice.get(back).status_code == 400
    connect(alice, issuer)


def huge(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(200):
            handler.wfile.write(b" " * 65536)
    except OSError:
        return


def elsewhere(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(302)
    handler.send_header("Location", "/keys")
    handler.end_headers()


def deep(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(b"[" * 100_000)


def dripping(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    try:
        for _ in range(600):
            handler.wfile.write(b"X-Drop: 1\r\n")
            time.sleep(0.2)
    except OSError:
        return


def hanging_up(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100")
    handler.end_headers()
    handler.wfile.write(b"{}")


PATHS = ("/.well-known/openid-configuration", "/keys", "/token")


@pytest.mark.parametrize("answer", [huge, elsewhere, deep, dripping, hanging_up])
def test_a_hostile_answer(
    issuer: Issuer,
    client: LintingClient,
    monkeypatch: pytest.MonkeyPatch,
    answer: Callable[[BaseHTTPRequestHandler], None],
) -> None:
    monkeypatch.setattr(outbound, "PATIENCE", 0.8)
    for path in PATHS:
        discovery.kept.clear()
        issuer.answers = {path: answer}
        begun = time.monotonic()
        if path == PATHS[0]:
            assert client.post(START).status_code == 400
        else:
            assert come_back(client, issuer) == 400, path
        assert time.monotonic() - begun < 60
    nobody_came(client)


BENT: tuple[dict[str, object], ...] = (
    {"issuer": "https://accounts.google.com"},
    {"issuer": None},
    {"jwks_uri": "file:///etc/passwd"},
    {"token_endpoint": "gopher://127.0.0.1/"},
    {"authorization_endpoint": "javascript:alert(1)"},
)


def test_a_description_that_leads_elsewhere(issuer: Issuer, client: LintingClient) -> None:
    honest = issuer.description
    for bent in BENT:
        discovery.kept.clear()
        issuer.description = honest | bent
        assert client.post(START).status_code == 400, bent


def test_an_issuer_on_our_own_network_is_not_asked_unless_the_host_says_so(
    app: Flask,
    issuer: Issuer,
    client: LintingClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(app.config, "OUTBOUND_NETWORKS", "")
    assert client.post(START).status_code == 400
    assert not issuer.asked


def nobody_came(client: LintingClient) -> None:
    assert not is_in(client)
    assert db.session.query(User).count() == 0
