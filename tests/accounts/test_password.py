"""Changing the password, and the list of where one is signed in."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager

import pytest

from app.accounts import passwords
from app.accounts.models import Session
from app.extensions import db
from tests.cast import PASSWORD, Person
from tests.clients import LintingClient

URL = "/acme/settings/password"
NEW = "seven green umbrellas dance"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def sign_in(client: LintingClient, person: Person, password: str = PASSWORD) -> int:
    form = {"email": person.email, "password": password}
    return client.post("/sign-in", data=form, headers={"User-Agent": FIREFOX}).status_code


def sessions(person: Person) -> int:
    return db.session.query(Session).filter_by(user_id=person.user_id).count()


def test_a_new_password_replaces_the_old_one_and_ends_other_sessions(alice: Person, client: LintingClient) -> None:
    assert sign_in(client, alice) == 303
    answer = alice.post(URL, {"current": PASSWORD, "password": NEW, "end_others": "1"})
    assert answer.status_code == 303
    assert alice.get(URL).status_code == 200
    assert client.get(URL).status_code == 303
    assert sign_in(client, alice, PASSWORD) == 422
    assert sign_in(client, alice, NEW) == 303


def test_other_sessions_may_stay(alice: Person, client: LintingClient) -> None:
    sign_in(client, alice)
    alice.post(URL, {"current": PASSWORD, "password": NEW})
    assert client.get(URL).status_code == 200


def test_the_current_password_is_asked_and_wrong_ones_are_counted(alice: Person) -> None:
    for _ in range(10):
        answer = alice.post(URL, {"current": "wrong", "password": NEW})
        assert answer.status_code == 422
        assert "This is not your current password." in answer.text
    answer = alice.post(URL, {"current": PASSWORD, "password": NEW})
    assert "Too many wrong passwords" in answer.text


def test_a_weak_password_is_refused_at_its_field(alice: Person) -> None:
    answer = alice.post(URL, {"current": PASSWORD, "password": "password1"})
    assert answer.status_code == 422
    assert "easy to guess" in answer.text
    assert alice.post(URL, {"current": PASSWORD, "password": "x" * 129}).status_code == 422


def test_one_other_session_or_all_others_can_be_signed_out(alice: Person, client: LintingClient) -> None:
    sign_in(client, alice)
    page = alice.get(URL).text
    assert "Firefox on Linux" in page
    assert "This browser" in page
    url = re.search(r'action="(/acme/settings/sessions/[0-9a-f-]+/sign-out)"', page)
    assert url is not None
    assert alice.post(url[1]).location == URL
    assert client.get(URL).status_code == 303
    sign_in(client, alice)
    assert sessions(alice) == 2
    alice.post("/acme/settings/sessions/sign-out")
    assert client.get(URL).status_code == 303
    assert alice.get(URL).status_code == 200


def test_nobody_sees_or_ends_a_session_of_somebody_else(alice: Person, bob: Person) -> None:
    other = db.session.query(Session).filter_by(user_id=alice.user_id).one()
    assert str(other.id) not in bob.get(URL).text
    assert bob.post(f"/acme/settings/sessions/{other.id}/sign-out").status_code == 404
    bob.post("/acme/settings/sessions/sign-out")
    assert sessions(alice) == 1


class Full(AbstractContextManager[None]):
    """A semaphore with no slot left, at which nobody waits."""

    def __enter__(self) -> None:
        raise BlockingIOError

    def __exit__(self, *_: object) -> None: ...


def test_passwords_are_kept_by_argon2id_and_hashed_two_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert passwords.hash_password("a long and unrelated pass phrase").startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    with passwords.slots, passwords.slots:
        assert not passwords.slots.acquire(blocking=False), "a third would wait"
    monkeypatch.setattr(passwords, "slots", Full())
    with pytest.raises(BlockingIOError):
        passwords.hash_password("x")
    with pytest.raises(BlockingIOError):
        passwords.verify_password(None, "x")


def test_a_password_that_was_kept_as_it_was_typed_still_counts() -> None:
    apart = "Cafe\u0301 am Hafen"
    assert passwords.verify_password(passwords.hasher.hash(apart), apart)
    assert not passwords.verify_password(passwords.hasher.hash(apart), "Cafe am Hafen")
