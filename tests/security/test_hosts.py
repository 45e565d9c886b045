"""Whom we answer as, and whom we believe about it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Session
from app.extensions import db
from tests.cast import PASSWORD, Person
from tests.clients import LintingClient
from tests.security.bare import bare

UNKNOWN = (
    "evil.example",
    "evil.example:80",
    "localhost.evil.example",
    "localhost@evil.example",
    "10.0.0.1",
    "[::2]",
    "a b",
)


@pytest.mark.parametrize("host", UNKNOWN)
def test_an_unknown_host_is_refused(client: LintingClient, host: str) -> None:
    answer = client.get("/sign-in", headers={"Host": host})
    assert answer.status_code == 400
    assert host.encode() not in answer.data


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "LOCALHOST", "127.0.0.1:5000", "[::1]:8000"])
def test_our_own_addresses_are_answered(client: LintingClient, host: str) -> None:
    assert client.get("/sign-in", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/health", "/ready", "/health/ready", "/api/health"])
def test_health_is_told_whatever_the_host(client: LintingClient, path: str) -> None:
    assert client.get(path, headers={"Host": "10.1.2.3:8000"}).status_code == 200


def test_production_answers_only_to_its_public_name(instance: Callable[..., Flask]) -> None:
    app = instance(
        PRIMO_ENV="production",
        DATABASE_URL="postgresql:///away?host=/nowhere",
        PUBLIC_URL="https://tasks.example.org",
        TRUSTED_HOSTS="internal.example.org",
        SECRET_KEY="k8Jw2nQx7Lr5Tz1Vb9Yc3Hd6Fg4Mp0SaUeXiOoRtBnWq",
    )
    answers = {
        host: bare(app).get("/sign-in", headers={"Host": host}).status_code
        for host in ("tasks.example.org", "internal.example.org:8000", "localhost", "127.0.0.1", "example.org")
    }
    assert answers == {
        "tasks.example.org": 200,
        "internal.example.org:8000": 200,
        "localhost": 400,
        "127.0.0.1": 400,
        "example.org": 400,
    }


def test_links_begin_with_the_public_address_by_whichever_name_one_came(alice: Person) -> None:
    form = {"emails": "new@example.com", "role": "member"}
    page = alice.post("/acme/settings/invitations", form, headers={"Host": "localhost:9999"}).text
    assert "http://localhost/invitations/" in page
    assert "9999" not in page


FORWARDED = {
    "X-Forwarded-For": "6.6.6.6, 203.0.113.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "evil.example",
    "Forwarded": "for=203.0.113.7;host=evil.example;proto=https",
    "X-Real-IP": "203.0.113.7",
}


def test_without_a_proxy_nobody_is_believed(app: Flask, alice: Person) -> None:
    answer = sign_in(bare(app), alice)
    assert answer.status_code == 303
    assert "primo_session=" in answer.headers["Set-Cookie"]
    assert "Strict-Transport-Security" not in answer.headers
    assert newest_network() == "127.0.0.0/24"


def test_behind_one_proxy_only_the_nearest_is_believed(instance: Callable[..., Flask], alice: Person) -> None:
    app = instance(PROXY_HOPS="1", PUBLIC_URL="https://tasks.example.org")
    headers = {**FORWARDED, "X-Forwarded-Host": "tasks.example.org"}
    answer = sign_in(bare(app), alice, headers)
    assert answer.status_code == 303
    assert "__Host-primo=" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert newest_network() == "203.0.113.0/24"
    assert sign_in(bare(app), alice, FORWARDED).status_code == 400


def sign_in(client: FlaskClient, person: Person, headers: dict[str, str] = FORWARDED):  # type: ignore[no-untyped-def]
    return client.post("/sign-in", data={"email": person.email, "password": PASSWORD}, headers=headers)


def newest_network() -> str | None:
    return db.session.scalar(select(Session.network).order_by(Session.created_at.desc()).limit(1))
