"""Signing in: who guesses is stopped, and nobody learns who has an account."""

from __future__ import annotations

import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from flask import Flask

from app.accounts.guessing import MOST_FAILURES, ONE_BY_ONE, add_failure
from app.accounts.models import Session, SignInFailure, User
from app.accounts.passwords import verify_password
from app.accounts.resetting import reset_token, start_reset
from app.accounts.sessions import start_session
from app.database import utcnow
from app.extensions import db
from tests.cast import PASSWORD, Person
from tests.clients import LintingClient


def sign_in(client: LintingClient, email: str, password: str, address: str = "192.0.2.1") -> int:
    form = {"email": email, "password": password}
    return client.post("/sign-in", data=form, environ_base={"REMOTE_ADDR": address}).status_code


def test_ten_wrong_passwords_close_the_door_for_this_network_only(alice: Person, client: LintingClient) -> None:
    for _ in range(MOST_FAILURES):
        assert sign_in(client, alice.email, "wrong") == 422
    assert sign_in(client, alice.email, "wrong") == 429
    assert sign_in(client, alice.email.upper(), PASSWORD) == 429
    assert sign_in(client, alice.email, PASSWORD, "192.0.2.77") == 429  # the same /24
    assert sign_in(client, alice.email, PASSWORD, "198.51.100.1") == 303


def test_networks_of_both_kinds_are_closed_whole_and_alone(alice: Person, client: LintingClient) -> None:
    for host in range(MOST_FAILURES):
        assert sign_in(client, alice.email, "wrong", f"2001:db8:0:1::{host + 1}") == 422
    assert sign_in(client, alice.email, PASSWORD, "2001:db8:0:1:ffff::1") == 429  # the same /64
    assert sign_in(client, alice.email, PASSWORD, "2001:db8:0:2::1") == 303


def test_a_guess_waits_for_one_that_is_being_counted(app: Flask, alice: Person) -> None:
    """Else two that look at once find the same number before them."""
    now = utcnow()
    for _ in range(MOST_FAILURES - 1):
        assert add_failure(alice.email, "192.0.2.0/24", now)
    values = {"key": alice.email, "network": "192.0.2.0/24"}

    def guess() -> bool:
        with app.app_context():
            return add_failure(alice.email, "192.0.2.0/24", now)

    with ThreadPoolExecutor(1) as threads:
        db.session.execute(ONE_BY_ONE, values)
        beside = threads.submit(guess)
        with pytest.raises(TimeoutError):
            beside.result(0.3)
        assert add_failure(alice.email, "192.0.2.0/24", now)
        assert not beside.result(10)


def test_the_door_opens_after_a_quarter_of_an_hour(alice: Person, client: LintingClient) -> None:
    for _ in range(MOST_FAILURES + 1):
        sign_in(client, alice.email, "wrong")
    db.session.query(SignInFailure).update({"at": SignInFailure.at - timedelta(minutes=15)})
    db.session.commit()
    assert sign_in(client, alice.email, PASSWORD) == 303


def test_a_success_is_not_a_try_and_forgets_the_failures(alice: Person, client: LintingClient) -> None:
    for _ in range(12):
        assert sign_in(client, alice.email, PASSWORD) == 303
    for _ in range(MOST_FAILURES - 1):
        sign_in(client, alice.email, "wrong")
    assert sign_in(client, alice.email, PASSWORD) == 303
    assert db.session.query(SignInFailure).count() == 0


def test_guesses_at_the_same_time_are_counted_one_by_one(app: Flask, alice: Person) -> None:
    statuses: list[int] = []

    def guess() -> None:
        client = app.test_client()
        assert isinstance(client, LintingClient)
        statuses.extend(sign_in(client, alice.email, "wrong") for _ in range(3))

    threads = [threading.Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses.count(422) == MOST_FAILURES
    assert statuses.count(429) == 24 - MOST_FAILURES
    assert db.session.query(SignInFailure).count() == MOST_FAILURES


def test_unknown_and_disabled_accounts_look_like_a_wrong_password(alice: Person, bob: Person, app: Flask) -> None:
    db.session.get_one(User, bob.user_id).disabled_at = utcnow()
    db.session.commit()
    pages = []
    for email, password in ((alice.email, "wrong"), ("nobody@example.com", "wrong"), (bob.email, PASSWORD)):
        answer = app.test_client().post("/sign-in", data={"email": email, "password": password})
        assert answer.status_code == 422
        pages.append(answer.text.replace(email, ""))
    assert len(set(pages)) == 1


def test_unknown_accounts_are_closed_after_ten_tries_too(client: LintingClient, alice: Person) -> None:
    assert [sign_in(client, "nobody@example.com", "x") for _ in range(11)] == [422] * 10 + [429]


def test_known_and_unknown_accounts_take_the_same_time(alice: Person, client: LintingClient) -> None:
    """By the processor, which does not count how busy the machine is."""

    def took(email: str) -> float:
        start = time.thread_time()
        sign_in(client, email, "wrong")
        return time.thread_time() - start

    pairs = [(took(alice.email), took(f"nobody{n}@example.com")) for n in range(9)]
    known, unknown = (statistics.median(column) for column in zip(*pairs, strict=True))
    assert known < unknown * 1.6
    assert unknown < known * 1.6


def reset_password(app: Flask, person: Person) -> None:
    """Spend a reset link, as the person would in another browser."""
    with app.app_context():
        token = reset_token(start_reset(db.session.get_one(User, person.user_id), at=utcnow()))
        db.session.commit()
    answer = app.test_client().post(f"/reset/{token}", data={"password": "seven green umbrellas dance"})
    assert answer.status_code == 303


def test_a_sign_in_under_way_does_not_outlive_a_reset(
    alice: Person, app: Flask, client: LintingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The password was right when it was compared, and has been replaced when the session would begin."""

    def compare(hash: str | None, password: str) -> bool:
        is_right = verify_password(hash, password)
        other = threading.Thread(target=reset_password, args=(app, alice))
        other.start()
        other.join()
        return is_right

    monkeypatch.setattr("app.accounts.sign_in.verify_password", compare)
    assert sign_in(client, alice.email, PASSWORD) == 422
    assert db.session.query(Session).filter_by(user_id=alice.user_id).count() == 1


def test_a_reset_ends_the_session_that_begins_beside_it(
    alice: Person, app: Flask, client: LintingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old password still held; the reset then waits for that sign-in, and ends it."""
    other = threading.Thread(target=reset_password, args=(app, alice))

    def begin(user: User, **_: bool) -> tuple[str, datetime]:
        if other.ident is None:  # the reset begins a session, too
            other.start()
            time.sleep(0.5)
        return start_session(user)

    with monkeypatch.context() as patched:
        patched.setattr("app.accounts.routes.entering.start_session", begin)
        assert sign_in(client, alice.email, PASSWORD) == 303
    other.join()
    assert client.get("/workspaces/new").status_code == 303
    assert db.session.query(Session).filter_by(user_id=alice.user_id).count() == 1
