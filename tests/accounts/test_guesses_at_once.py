"""Guesses sent at once: beside each other they learn no more than one after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from werkzeug.test import TestResponse

from app.accounts import passwords, second_factors
from app.accounts.guessing import MOST_FAILURES, add_failure
from app.accounts.newcomers.asking import newcomer_token, wait_for_mail
from app.accounts.newcomers.models import Newcomer
from app.accounts.sign_up import Wish
from app.database import utcnow
from app.extensions import db
from app.networks import network_of
from tests.accounts.test_second_factor import sign_in, turn_on
from tests.cast import HASH, PASSWORD, Team
from tests.clients import LintingClient
from tests.shares.test_links import make, only_link


class Door(NamedTuple):
    """A form that takes guesses, what compares them, and under which key wrong ones are counted."""

    knock: Callable[[str], TestResponse]
    right: str
    compared_in: str
    compare: Callable[..., Any]
    key: str

    def use_up(self) -> None:
        for _ in range(MOST_FAILURES):
            add_failure(self.key, network_of("127.0.0.1"), utcnow())


@pytest.fixture(params=["password", "code", "newcomer", "link"])
def door(request: pytest.FixtureRequest, team: Team, client: LintingClient) -> Door:
    def knock(url: str, field: str, **others: str) -> Callable[[str], TestResponse]:
        return lambda typed: client.post(url, data={field: typed, **others})

    if request.param == "password":
        knocking = knock("/sign-in", "password", email=team.alice.email)
        return Door(knocking, PASSWORD, "accounts.sign_in.verify_password", passwords.verify_password, team.alice.email)
    if request.param == "code":
        phone, _ = turn_on(team.alice)
        sign_in(client, team.alice)
        compared = ("accounts.second_factors.matching_step", second_factors.matching_step)
        return Door(knock("/sign-in/code", "code"), phone.now(), *compared, f"code:{team.alice.user_id}")
    if request.param == "newcomer":
        wish = Wish("Dora", "dora@example.com", PASSWORD, "", "system", False)
        wait_for_mail(wish, HASH, url="", at=utcnow())
        db.session.commit()
        newcomer = db.session.query(Newcomer).one()
        knocking = knock(f"/sign-up/{newcomer_token(newcomer)}", "password")
        compared_in = "accounts.newcomers.confirming.verify_password"
        return Door(knocking, PASSWORD, compared_in, passwords.verify_password, f"sign-up:{newcomer.id}")
    link = make(team.alice, "/acme/projects/WEB", password=PASSWORD)
    knocking = knock(f"{link}/password", "password")
    key = f"link {only_link(team).id}"
    return Door(knocking, PASSWORD, "shares.locking.verify_password", passwords.verify_password, key)


@pytest.mark.parametrize("typed", ["what is right", "000000"])
def test_nobody_is_told_what_was_right_once_guesses_beside_it_used_the_tries_up(
    door: Door, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compare(*args: object) -> object:
        door.use_up()
        return door.compare(*args)

    monkeypatch.setattr(f"app.{door.compared_in}", compare)
    assert door.knock(door.right if typed == "what is right" else typed).status_code == 429


def test_a_closed_door_compares_nothing(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    door.use_up()
    monkeypatch.setattr(f"app.{door.compared_in}", lambda *_: pytest.fail("compared"))
    assert door.knock(door.right).status_code == 429
