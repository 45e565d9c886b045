"""At every door, accounts of every kind and addresses of nobody: the same bytes, and no time that tells them apart.

PRIMO_DRILL_ROUNDS sets how often each is asked; in a round all are asked, in an order of its own. A time tells if it is
the longer one in more than 60 of 100 pairs, or in fewer than 40 (Mann–Whitney), and the medians are 1.5 ms apart. It is
the time that the processor spends on an answer.
"""

from __future__ import annotations

import os
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.accounts import links, sign_in
from app.accounts.models import SecondFactor, User
from app.accounts.newcomers.asking import begin_sign_up
from app.accounts.passwords import hash_password, verify_password
from app.database import utcnow
from app.extensions import db
from tests.above import above_the_walls
from tests.cast import Team
from tests.security.bare import bare

pytestmark = pytest.mark.drill
ROUNDS = int(os.environ.get("PRIMO_DRILL_ROUNDS", "25"))
KINDS = ("known", "disabled", "elsewhere", "factor", "unconfirmed", "homeless")
NOBODY = "nobody@example.com"
LEFT = "sign_in_failures password_resets account_links link_requests deliveries invitations newcomers sessions"
OFTEN, APART = 0.1, 0.0015
Asked = Callable[[FlaskClient, str], tuple[int, bytes]]


@pytest.fixture
def kinds(app: Flask, team: Team, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Addresses of accounts of every kind that a door might treat in a way of its own, and of nobody."""
    monkeypatch.setattr(links, "MOST_PER_HOUR", 1000)  # one person asks for all these addresses
    monkeypatch.setattr("app.workspaces.inviting.MOST_A_DAY", 10_000)  # and invites them
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = before.model_copy(update={"confirm_email": True, "smtp_url": "smtp://localhost"})
    home = db.session.get_one(User, team.alice.user_id).home_workspace_id
    made = {kind: account(kind, home) for kind in KINDS}
    db.session.flush()
    made["disabled"].disabled_at = utcnow()
    made["elsewhere"].has_password = False
    made["unconfirmed"].email_confirmed_at = None
    made["homeless"].home_workspace_id = None
    db.session.add(SecondFactor(user_id=made["factor"].id, secret="JBSWY3DPEHPK3PXP", confirmed_at=utcnow()))
    db.session.commit()
    yield [NOBODY, *(one.email for one in made.values()), "waiting@example.com"]
    app.config["SETTINGS"] = before


def account(kind: str, home: object) -> User:
    email = f"{kind}@example.com"
    word = hash_password(f"the one of {kind}")
    user = User(name=kind, email=email, email_key=email, password_hash=word, email_confirmed_at=utcnow())
    user.home_workspace_id = home  # type: ignore[assignment]  # any will do: mails are queued there
    db.session.add(user)
    return user


def clear() -> None:
    """Forget what was asked before, so that nobody is shut out and no list grows; somebody waits for a mail."""
    with above_the_walls() as connection:
        for table in LEFT.split():
            kept = " where user_id not in (select user_id from memberships)" if table == "sessions" else ""
            connection.execute(text(f"delete from {table}{kept}"))
    begin_sign_up("Somebody", "waiting@example.com", "the one of waiting", at=utcnow())
    db.session.commit()
    db.session.remove()


def form(path: str, **fields: str) -> Asked:
    def ask(client: FlaskClient, email: str) -> tuple[int, bytes]:
        answer = client.post(path, data={"email": email, **fields}, headers={"Sec-Fetch-Site": "same-origin"})
        return answer.status_code, answer.data + str(sorted(answer.headers.keys())).encode()

    return ask


def json(path: str, **fields: str) -> Asked:
    def ask(client: FlaskClient, email: str) -> tuple[int, bytes]:
        answer = client.post(path, json={"email": email, **fields})
        return answer.status_code, answer.data + str(sorted(answer.headers.keys())).encode()

    return ask


def invite(client: FlaskClient, email: str) -> tuple[int, bytes]:
    return form("/acme/settings/invitations", emails=email, role="member")(client, email)


def change(client: FlaskClient, email: str) -> tuple[int, bytes]:
    return form("/acme/settings/email")(client, email)


NEW = {"name": "Dora", "password": "seven green umbrellas dance"}
DOORS: dict[str, tuple[int, Asked]] = {
    "sign-in": (422, form("/sign-in", password="a wrong one")),
    "sign-in of programs": (401, json("/api/auth/login", password="a wrong one")),
    "reset": (200, form("/forgot-password")),
    "link by mail": (200, form("/sign-in/link")),
    "sign-up": (200, form("/sign-up", **NEW)),
    "sign-up of programs": (202, json("/api/auth/register", **NEW)),
    "invitation": (303, invite),
    "change of address": (303, change),
}


def measure(app: Flask, team: Team, door: str, kinds: list[str]) -> dict[str, list[float]]:
    """Return the times of each address; every answer must be the first one's, byte for byte."""
    expected, ask = DOORS[door]
    took: dict[str, list[float]] = {email: [] for email in kinds}
    answers: set[tuple[int, bytes]] = set()

    def one(email: str) -> tuple[float, tuple[int, bytes]]:
        client = bare(app, team.alice) if ask in (invite, change) else bare(app)
        begun = time.thread_time()
        status, data = ask(client, email)
        spent = time.thread_time() - begun
        return spent, (status, re.sub(rb"[0-9a-f]{32}", b"", data.replace(email.encode(), b"<address>")))

    for turn in range(-2, ROUNDS):
        clear()
        for email in random.sample(kinds, len(kinds)):
            spent, answer = one(email)
            answers.add(answer)
            if turn >= 0:
                took[email].append(spent)
    assert len(answers) == 1, sorted(answers)
    assert {status for status, _ in answers} == {expected}
    return took


def told_by(took: dict[str, list[float]]) -> list[str]:
    """Return which kinds' times tell them from nobody's, and print them all."""
    told = []
    for email, times in took.items():
        pairs = [(one > other) + (one == other) / 2 for one in times for other in took[NOBODY]]
        often = statistics.fmean(pairs)
        apart = statistics.median(times) - statistics.median(took[NOBODY])
        middle = statistics.median(times) * 1000
        print(f"  {email:24} median {middle:7.2f} ms ({apart * 1000:+.2f}), the longer one in {often:.0%}")
        if abs(often - 0.5) > OFTEN and abs(apart) > APART:
            told.append(email)
    return told


@pytest.mark.parametrize("door", DOORS)
def test_a_door_tells_nothing_of_who_has_an_account(app: Flask, team: Team, kinds: list[str], door: str) -> None:
    print(f"\n{door}, {ROUNDS} times each:")
    told = told_by(measure(app, team, door, kinds))
    assert not told or not {*told} & {*told_by(measure(app, team, door, kinds))}  # chance does not strike twice


def test_three_milliseconds_would_be_noticed(
    app: Flask, team: Team, kinds: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without this the test above might see nothing at all."""

    def slower(hash: str | None, password: str) -> bool:
        end = time.thread_time() + (0.003 if hash is None else 0)
        while time.thread_time() < end:
            pass
        return verify_password(hash, password)

    monkeypatch.setattr(sign_in, "verify_password", slower)
    assert "known@example.com" in told_by(measure(app, team, "sign-in", kinds))
