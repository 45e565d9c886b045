"""A mail whose link has ended meanwhile is not written, whatever it was that ended it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.links import mail_link
from app.accounts.models import AccountLink, User
from app.accounts.newcomers.models import Newcomer
from app.accounts.resetting import start_reset
from app.database import in_workspace, new_id, utcnow
from app.extensions import db
from app.notifications.account_mails import write_account
from app.notifications.composing import write_invitation
from app.notifications.link_mails import write_link, write_reset, write_taken
from app.notifications.mails import Mail
from app.notifications.models import Delivery
from app.notifications.welcoming import compose, take
from app.workspaces.models import Invitation
from tests.cast import Person, Team


@pytest.mark.parametrize("end", ["accepted_at", "revoked_at", "expires_at"])
def test_an_invitation(team: Team, end: str) -> None:
    team.alice.post("/acme/settings/invitations", {"emails": "dora@example.com", "role": "member"})
    with in_workspace(team.workspace_id):
        invitation, now = db.session.scalars(select(Invitation)).one(), utcnow()
        delivery = Delivery(id=new_id(), workspace_id=team.workspace_id, invitation_id=invitation.id)
        assert isinstance(write_invitation(delivery, now), Mail)
        setattr(invitation, end, now)
        assert isinstance(write_invitation(delivery, now), str)


@pytest.mark.parametrize("end", ["used_at", "expires_at"])
def test_a_new_password_and_a_link(alice: Person, end: str) -> None:
    user, now = db.session.get_one(User, alice.user_id), utcnow()
    reset = start_reset(user, at=now)
    mail_link(user, "sign_in", at=now)
    link = db.session.scalars(select(AccountLink)).one()
    mails = Delivery(id=new_id(), reset_id=reset.id, address=user.email)

    def written() -> list[bool]:
        db.session.flush()
        facts = {"link": str(link.id)}
        return [isinstance(one, Mail) for one in (write_reset(mails, now), write_link(mails, user, facts, now))]

    assert written() == [True, True]
    setattr(reset, end, now)
    setattr(link, end, now)
    assert written() == [False, False]


def test_nothing_is_written_to_who_was_disabled(alice: Person) -> None:
    user, now = db.session.get_one(User, alice.user_id), utcnow()
    facts = {"what": "email_changed", "user": str(user.id), "device": "Here", "network": "there"}
    mails = Delivery(id=new_id(), reset_id=start_reset(user, at=now).id, address=user.email, facts=facts)
    newcomer = Newcomer(email=user.email, email_key=user.email_key, language="en")

    def written() -> list[bool]:
        some = (write_reset(mails, now), write_account(mails, now), write_taken(mails, user), compose(newcomer))
        return [isinstance(one, Mail) for one in some]

    assert written() == [True, True, True, True]
    user.disabled_at = now
    db.session.flush()
    assert written() == [False, False, False, False]


def test_who_asked_for_an_account_long_ago(app: Flask) -> None:
    now, words = utcnow(), dict.fromkeys(("name", "email", "email_key", "password_hash", "language", "theme"), "x")
    for token, ends in ((b"late", now), (b"early", now + timedelta(hours=1))):
        db.session.add(Newcomer(**words, time_zone="UTC", token_hash=token, expires_at=ends, mail_at=now))
    db.session.commit()
    found = db.session.scalars(select(Newcomer).order_by(Newcomer.expires_at)).all()
    assert [take(one.id, now) is not None for one in found] == [False, True]
