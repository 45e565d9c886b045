"""What one person does with their account is theirs alone: nothing of another's is counted, read, spent or ended."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pyotp
import pytest
from sqlalchemy import func, select, text

from app.accounts import links, resetting, second_factors
from app.accounts.changing_address import find_asked
from app.accounts.claiming import shut
from app.accounts.factors import forget_factor, has_any_factor
from app.accounts.issuers.identities import count_ways, list_identities, untie
from app.accounts.models import AccountLink, PasswordReset, RecoveryCode, SecondFactor, Session, User
from app.accounts.passkeys.registering import MOST, add_passkey, get_passkey, list_passkeys
from app.accounts.sessions import list_sessions
from app.accounts.steps import read_step, step_token
from app.accounts.tokens import hash_token
from app.accounts.ways import Identity, Passkey
from app.database import utcnow
from app.errors import Invalid, NotFound
from app.extensions import db
from tests.cast import Person

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CODE = "0123456-789abcd"
TABLES = ["passkeys", "identities", "second_factors", "recovery_codes", "account_links", "password_resets", "sessions"]
Verb = Callable[[User, datetime], object]


@pytest.fixture
def users(alice: Person, bob: Person) -> tuple[User, User]:
    """Alice and Bob, each with one of everything; Bob's recovery code is `CODE`."""
    now = utcnow()
    for name, person in (("alice", alice), ("bob", bob)):
        owner, word = {"user_id": person.user_id}, name.encode()
        db.session.add_all(
            [
                Passkey(**owner, name="Key", credential_id=word, public_key=b"key"),
                Identity(**owner, issuer="https://issuer.example.com", subject=name),
                SecondFactor(**owner, secret=SECRET, confirmed_at=now),
                RecoveryCode(**owner, code_hash=hash_token(CODE if name == "bob" else name)),
                asked_link(person.user_id, f"{name}.new@example.com", now),
                PasswordReset(**owner, token_hash=word, expires_at=now + timedelta(hours=1)),
            ]
        )
    db.session.execute(text("update sessions set has_factor = true"))
    db.session.commit()
    return db.session.get_one(User, alice.user_id), db.session.get_one(User, bob.user_id)


def asked_link(user_id: uuid.UUID, email: str, now: datetime, *, lasts: int = 1, used: bool = False) -> AccountLink:
    return AccountLink(
        user_id=user_id,
        purpose="confirm",
        email=email,
        token_hash=uuid.uuid4().bytes,
        created_at=now,
        expires_at=now + timedelta(hours=lasts),
        used_at=now if used else None,
    )


def holds(user: User) -> list[str]:
    """Return what the tables have of a person."""
    db.session.flush()
    query = "select coalesce(string_agg(t::text, ';' order by t::text), '') from {} t where user_id = :id"
    return [str(db.session.scalar(text(query.format(table)), {"id": user.id})) for table in TABLES]


VERBS: dict[str, Verb] = {
    "shut": lambda user, now: shut(user),
    "remove a factor": lambda user, now: second_factors.remove_factor(user),
    "make recovery codes": lambda user, now: second_factors.new_recovery_codes(user.id),
    "spend a code": lambda user, now: second_factors.spend_app_code(user, pyotp.TOTP(SECRET).at(now), now),
    "spend links": lambda user, now: links.spend_all_links(user, at=now),
    "spend resets": lambda user, now: resetting.spend_all_resets(user, at=now),
}


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_another_persons_stays(users: tuple[User, User], verb: str) -> None:
    alice, bob = users
    before = [holds(user) for user in users]
    assert all(map(all, before))
    VERBS[verb](alice, utcnow())
    assert holds(alice) != before[0]
    assert holds(bob) == before[1]


def test_what_is_another_persons_is_not_there(users: tuple[User, User]) -> None:
    alice, bob = users
    db.session.add(Passkey(user_id=alice.id, name="Key", credential_id=b"second", public_key=b"key"))
    db.session.add(Identity(user_id=alice.id, issuer="https://other.example.com", subject="alice"))
    db.session.flush()
    assert count_ways(alice) == 5
    assert [one.subject for one in list_identities(alice)] == ["alice", "alice"]
    assert [one.credential_id for one in list_passkeys(alice)] == [b"alice", b"second"]
    assert second_factors.count_recovery_codes(alice) == 1
    assert not second_factors.spend_recovery_code(alice, CODE, utcnow())
    assert second_factors.spend_recovery_code(bob, CODE, utcnow())
    with pytest.raises(NotFound):
        untie(alice, list_identities(bob)[0].id)
    with pytest.raises(NotFound):
        get_passkey(alice, list_passkeys(bob)[0].id)


def test_another_persons_factor_does_not_count(users: tuple[User, User]) -> None:
    alice, bob = users
    second_factors.remove_factor(alice)
    assert has_any_factor(alice), "the passkey is left"
    shut(alice)
    assert not has_any_factor(alice)
    forget_factor(alice)
    assert db.session.scalar(select(func.bool_and(Session.has_factor)).where(Session.user_id == bob.id))
    second_factors.remove_factor(bob)
    for user in (bob, alice):
        second_factors.begin_factor(user, at=utcnow())
        db.session.flush()
    db.session.expire_all()
    assert second_factors.waiting_factor(bob)


def test_an_address_waits_for_its_own_link_while_that_is_open(users: tuple[User, User]) -> None:
    alice, now = users[0], utcnow()
    assert find_asked(alice, at=now) == "alice.new@example.com"
    assert find_asked(alice, at=now + timedelta(hours=2)) is None
    links.spend_all_links(alice, at=now)
    assert find_asked(alice, at=now) is None


def test_what_another_asked_for_is_no_flood(users: tuple[User, User]) -> None:
    (alice, bob), now = users, utcnow()
    for number in range(5):
        db.session.add(asked_link(bob.id, "bob.new@example.com", now))
        reset = {"user_id": bob.id, "created_at": now, "expires_at": now}
        db.session.add(PasswordReset(**reset, token_hash=f"reset {number}".encode()))
    key = {"user_id": bob.id, "public_key": b"key", "name": "Key"}
    db.session.add_all(Passkey(**key, credential_id=f"key {number}".encode()) for number in range(MOST))
    db.session.flush()
    assert [links.is_flooded(user, "confirm", at=now) for user in (alice, bob)] == [False, True]
    assert [resetting.is_flooded(user, at=now) for user in (alice, bob)] == [False, True]
    told = []
    for user in (alice, bob):
        with pytest.raises(Invalid) as refused:
            add_passkey(user, "{}", "Key", at=now)
        told.append("Remove one first" in str(refused.value.errors))
    assert told == [False, True]


def test_the_second_step_ends_with_the_account(users: tuple[User, User]) -> None:
    alice, _ = users
    token = step_token(alice, "/")
    assert read_step(token) == (alice, "/")
    alice.disabled_at = utcnow()
    assert read_step(token) is None


def test_a_session_that_has_run_out_is_not_listed(users: tuple[User, User], alice: Person) -> None:
    account, now = alice.viewer().account, utcnow()
    assert len(list_sessions(account, at=now)) == 1
    assert list_sessions(account, at=now + timedelta(days=2)) == []
