"""Asking for a link by mail, to set a password or to sign in: the door does the same for all, the clock the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from app.accounts import asking_for_links, notices, resetting
from app.accounts.asking_for_links import answer_requests, ask_for_link
from app.accounts.models import LinkRequest, User
from app.database import utcnow
from app.extensions import db
from app.notifications.models import Delivery
from tests.above import above_the_walls
from tests.cast import Person, Team
from tests.clients import LintingClient

DOORS = {"reset": "/forgot-password", "sign_in": "/sign-in/link"}


def addresses() -> list[str]:
    """Return where mails that wait will go."""
    with above_the_walls() as connection:
        query = select(Delivery.__table__.c.address).order_by(Delivery.__table__.c.created_at)
        return list(connection.execute(query).scalars())


def waiting() -> int:
    db.session.rollback()
    return db.session.query(LinkRequest).count()


def ask(*people: Person, purpose: str = "reset") -> None:
    for person in people:
        ask_for_link(purpose, person.email, at=utcnow())
    db.session.commit()


@pytest.mark.parametrize("path", DOORS.values())
def test_known_and_unknown_addresses_are_answered_by_the_same_bytes_and_statements(
    alice: Person, bob: Person, client: LintingClient, statements: Callable[[], list[str]], path: str
) -> None:
    db.session.get_one(User, bob.user_id).disabled_at = utcnow()
    db.session.commit()
    pages, asked = set(), []
    for email in ("first@example.com", alice.email, "nobody@example.com", bob.email):
        before = len(statements())
        answer = client.post(path, data={"email": email})
        asked.append(statements()[before:])
        assert answer.status_code == 200
        pages.add(re.sub(r"[0-9a-f]{32}", "", answer.text.replace(email, "<address>")))
    assert len(pages) == 1
    assert asked[1] == asked[2] == asked[3]
    assert "insert into link_requests" in " ".join(asked[1]).lower()
    assert not any("users" in one or "deliveries" in one for one in asked[1])
    assert addresses() == []
    answer_requests(utcnow())
    assert (addresses(), waiting()) == ([alice.email], 0)


def test_a_request_is_answered_once(alice: Person) -> None:
    ask(alice)
    for _ in range(2):
        answer_requests(utcnow())
    assert addresses() == [alice.email]


@pytest.mark.parametrize(("purpose", "minutes"), [("reset", 60), ("sign_in", 15)])
def test_nobody_is_written_to_after_the_time_of_the_link(alice: Person, purpose: str, minutes: int) -> None:
    for since, told in ((minutes, []), (minutes - 1, [alice.email])):
        ask(alice, purpose=purpose)
        answer_requests(utcnow() + timedelta(minutes=since))
        assert (addresses(), waiting()) == (told, 0)


def test_one_that_fails_holds_up_no_other_and_is_tried_again(
    alice: Person, bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_for_alice(user: User, *, at: object) -> bool:
        assert user.email != alice.email
        return False

    ask(alice, bob)
    with monkeypatch.context() as broken:
        broken.setattr(resetting, "is_flooded", fail_for_alice)
        answer_requests(utcnow())
    assert (addresses(), waiting()) == ([bob.email], 1)
    answer_requests(utcnow())
    assert (addresses(), waiting()) == ([bob.email, alice.email], 0)


def test_a_kill_between_loses_nothing(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is queued and what is forgotten are one transaction."""

    def die(user: User, **values: object) -> None:
        queue(user, **values)
        raise KeyboardInterrupt

    ask(alice)
    queue = notices.queue_at_home
    with monkeypatch.context() as killed:
        killed.setattr(asking_for_links, "queue_at_home", die)
        with pytest.raises(KeyboardInterrupt):
            answer_requests(utcnow())
    assert (addresses(), waiting()) == ([], 1)
    answer_requests(utcnow())
    assert (addresses(), waiting()) == ([alice.email], 0)


def test_of_two_clocks_one_answers(team: Team) -> None:
    ask(team.alice)
    with above_the_walls() as other:
        other.execute(text("select id from link_requests for update"))
        answer_requests(utcnow())
        assert waiting() == 1
    answer_requests(utcnow())
    assert addresses() == [team.alice.email]


def test_an_address_that_grows_when_it_is_folded_is_taken(client: LintingClient) -> None:
    email = "ΐ" * 64 + "@" + "a" * 60 + ".example.com"
    assert [client.post(path, data={"email": email}).status_code for path in DOORS.values()] == [200, 200]
