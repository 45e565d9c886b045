"""An account invites so many people a day, however many workspaces it makes for that."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from app.accounts.models import SentMail
from app.accounts.sent_mails import has_room
from app.cleaning import forget_old_rows
from app.database import utcnow
from app.extensions import db
from tests.cast import Person, Team

FULL = "Invite at most 3 people a day, and go on tomorrow."


def invite(person: Person, place: str, emails: str) -> str:
    """Return what the page says."""
    return person.post(f"{place}/settings/invitations", {"emails": emails, "role": "member"}).text


def make_workspace(person: Person) -> str:
    """Return the address of another workspace of theirs."""
    place: str = person.post("/workspaces/new", {"name": "Another"}).location
    return place.removesuffix("/settings/members")


def test_many_workspaces_are_no_more_invitations(team: Team, alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.workspaces.inviting.MOST_A_DAY", 3)
    other, bobs = (make_workspace(one) for one in (alice, team.bob))
    assert FULL not in invite(alice, "/acme", "dora@example.com eve@example.com")
    assert FULL in invite(alice, other, "fay@example.com gil@example.com"), "all of them or none"
    assert FULL not in invite(alice, other, "fay@example.com")
    assert FULL in invite(alice, other, "gil@example.com")
    assert FULL not in invite(team.bob, bobs, "gil@example.com"), "another's are counted apart"
    db.session.execute(update(SentMail).values(at=utcnow() - timedelta(hours=25)))
    db.session.commit()
    assert FULL not in invite(alice, other, "gil@example.com")
    forget_old_rows(utcnow())
    assert db.session.query(SentMail).count() == 1


def test_what_is_refused_counts_nothing_and_no_word_of_it_is_kept(team: Team) -> None:
    now = utcnow()

    def room(mails: int) -> bool:
        return has_room("to dora@example.com", mails=mails, most=3, within=timedelta(hours=1), at=now)

    assert [room(2), room(2), room(1), room(1)] == [True, False, True, False]
    assert b"dora" not in b"".join(db.session.scalars(db.select(SentMail.about)))
    db.session.rollback()
    assert room(3), "what was not committed is not counted"
