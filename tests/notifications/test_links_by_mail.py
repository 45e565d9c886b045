"""Invitations and new passwords come by mail; their links work, and mails whose link has ended are not sent."""

from __future__ import annotations

import re
from email.message import EmailMessage

from flask import Flask
from sqlalchemy import select

from app.accounts.asking_for_links import answer_requests
from app.accounts.models import User
from app.database import in_workspace, utcnow
from app.extensions import db
from app.notifications.delivering import deliver_now
from app.notifications.models import Delivery
from app.sweeping import inside
from app.workspaces.models import Invitation
from tests.cast import Person, Team
from tests.clients import LintingClient
from tests.notifications.post_office import PostOffice, html_of, text_of
from tests.notifications.rounds import deliver_all, mails


def link_in(mail: EmailMessage, start: str) -> str:
    [link] = re.findall(rf"http://localhost({start}/\S+)", text_of(mail))
    assert f"http://localhost{link}" in html_of(mail)
    return str(link)


def invite(person: Person, email: str) -> None:
    assert person.post("/acme/settings/invitations", {"emails": email, "role": "member"}).status_code in (200, 303)


def test_an_invitation_arrives_and_its_link_opens(team: Team, office: PostOffice, client: LintingClient) -> None:
    invite(team.alice, "dora@example.com")
    deliver_all(team)
    [mail] = office.mails
    assert mail["To"].addresses[0].addr_spec == "dora@example.com"
    assert mail["Subject"] == "Alice Adams invited you to Acme"
    assert "List-Unsubscribe" not in mail
    page = client.get(link_in(mail, "/invitations"))
    assert page.status_code == 200
    assert "Alice Adams" in page.text


def test_a_withdrawn_invitation_is_not_sent(team: Team, office: PostOffice) -> None:
    invite(team.alice, "dora@example.com")
    with in_workspace(team.workspace_id):
        id = db.session.scalar(select(Invitation.id))
    assert team.alice.post(f"/acme/settings/invitations/{id}/revocation").status_code == 303
    deliver_all(team)
    assert office.mails == []
    assert [mail.state for mail in mails(team)] == ["skipped"]


def test_who_is_invited_sees_it_in_updates(team: Team) -> None:
    invite(team.alice, "charlie@example.com")
    home = team.charlie.get("/").headers["Location"]
    assert "invited you" not in team.charlie.get(f"{home}updates").text  # anybody may say that this is their address
    db.session.get_one(User, team.charlie.user_id).email_confirmed_at = utcnow()
    db.session.commit()
    page = team.charlie.get(f"{home}updates").text
    assert "<b>Alice Adams</b> invited you to <b>Acme</b>" in page
    assert "charlie@example.com" in page
    assert "invited you" not in team.bob.get("/acme/updates").text
    alice = db.session.get_one(User, team.alice.user_id)
    for shut in (utcnow(), None):
        alice.disabled_at = shut
        db.session.commit()
        assert ("invited you" in team.charlie.get(f"{home}updates").text) == (shut is None)
    with in_workspace(team.workspace_id):
        invitation = db.session.scalars(select(Invitation)).one()
        for end in ("accepted_at", "expires_at", "revoked_at"):
            former = getattr(invitation, end)
            setattr(invitation, end, utcnow())
            db.session.commit()
            assert "invited you" not in team.charlie.get(f"{home}updates").text, end
            setattr(invitation, end, former)


def test_a_new_password_can_be_set_from_the_mail(
    team: Team, office: PostOffice, client: LintingClient, app: Flask
) -> None:
    client.post("/forgot-password", data={"email": "bob@example.com"})
    answer_requests(utcnow())
    home = db.session.scalar(select(User.home_workspace_id).where(User.email_key == "bob@example.com"))
    assert home is not None
    with inside(home):
        id = db.session.scalars(select(Delivery.id)).one()
        deliver_now(id, utcnow())
    [mail] = office.mails
    assert mail["Subject"] == "Set a new password for Primo"
    assert client.get(link_in(mail, "/reset")).status_code == 200
