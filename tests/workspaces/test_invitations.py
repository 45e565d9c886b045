"""Inviting people and joining by the link."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from app.accounts.models import SentMail, User
from app.database import in_workspace, utcnow
from app.extensions import db
from app.notifications.models import Delivery
from app.workspaces.models import Invitation, Membership
from tests.cast import PASSWORD, Person, Team
from tests.clients import LintingClient

URL = "/acme/settings/invitations"
MEMBERS = "/acme/settings/members"
LINK = re.compile(r'value="http://localhost(/invitations/[\w-]+)"')
NEW = {"name": "Dora Dean", "password": "seven green umbrellas dance", "time_zone": "Europe/Paris"}


def invite(by: Person, emails: str, role: str = "member") -> list[str]:
    """Return the links' paths, in the order of the page."""
    answer = by.post(URL, {"emails": emails, "role": role})
    assert answer.status_code == 200, answer.status_code
    return LINK.findall(answer.text)


def refusal(by: Person, emails: str, role: str = "member") -> str:
    answer = by.post(URL, {"emails": emails, "role": role})
    assert answer.status_code == 422
    return answer.text


def rows(team: Team) -> list[Invitation]:
    with in_workspace(team.workspace_id):
        return list(db.session.scalars(select(Invitation).order_by(Invitation.id)))


def new_client(app: Flask) -> LintingClient:
    client = app.test_client()
    assert isinstance(client, LintingClient)
    return client


def role_in_acme(team: Team, email: str) -> str | None:
    with in_workspace(team.workspace_id):
        query = select(Membership.role).join(User).where(User.email_key == email, Membership.removed_at.is_(None))
        return db.session.scalar(query)


def test_an_invitation_gives_a_link_once_and_queues_a_mail(team: Team, alice: Person) -> None:
    (link,) = invite(alice, "Dora@Example.com")
    page = alice.get(MEMBERS).text
    assert "Dora@example.com" in page
    assert link not in page
    with in_workspace(team.workspace_id):
        mail = db.session.scalars(select(Delivery)).one()
        assert (mail.kind, mail.address, mail.invitation_id) == ("invited", "Dora@example.com", rows(team)[0].id)


def test_several_are_invited_at_once_or_none(team: Team, alice: Person) -> None:
    assert len(invite(alice, "dora@example.com, emil@example.com\nDORA@example.com; fay@example.com")) == 3
    page = refusal(alice, "gus@example.com, not-an-address")
    assert "“not-an-address” is not a mail address." in page
    assert "gus@example.com, not-an-address" in page
    assert len(rows(team)) == 3
    assert "Write at least one" in refusal(alice, "  ")
    assert "at most 20" in refusal(alice, " ".join(f"p{n}@example.com" for n in range(21)))


def test_members_and_those_invited_already_are_named(alice: Person) -> None:
    assert "BOB@example.com is a member already." in refusal(alice, "BOB@example.com")
    invite(alice, "dora@example.com")
    assert "Dora@example.com is invited already." in refusal(alice, "Dora@EXAMPLE.com")


def test_an_invitation_that_is_too_old_makes_room(team: Team, alice: Person) -> None:
    invite(alice, "dora@example.com")
    age(team, timedelta(days=8))
    assert "The link has ended." in alice.get(MEMBERS).text
    assert invite(alice, "dora@example.com")


def age(team: Team, by: timedelta) -> None:
    with in_workspace(team.workspace_id):
        db.session.query(Invitation).update({"expires_at": Invitation.expires_at - by})
        db.session.commit()


def test_a_new_person_becomes_a_member_with_a_workspace_of_their_own(team: Team, alice: Person, app: Flask) -> None:
    (link,) = invite(alice, "dora@example.com")
    dora = new_client(app)
    page = dora.get(link).text
    for text in ("Join Acme", "Alice Adams invites you as a member.", 'value="dora@example.com"', "readonly"):
        assert text in page
    answer = dora.post(f"{link}/account", data=NEW | {"email": "evil@example.com"})
    assert answer.location == "/acme/"
    assert "You are in Acme." in dora.get("/acme/projects/WEB").text
    assert dora.get("/doras-tasks/projects/INBOX").status_code == 200
    assert dora.get("/").location == "/acme/"
    user = db.session.scalars(select(User).where(User.email_key == "dora@example.com")).one()
    assert user.email_confirmed_at is None  # Alice saw the link, too
    assert user.time_zone == "Europe/Paris"
    assert role_in_acme(team, "dora@example.com") == "member"
    assert "4 members" in alice.get(MEMBERS).text
    assert db.session.scalar(select(User).where(User.email_key == "evil@example.com")) is None


def test_the_form_of_a_new_person_keeps_what_was_typed(alice: Person, app: Flask) -> None:
    (link,) = invite(alice, "dora@example.com")
    dora = new_client(app)
    answer = dora.post(f"{link}/account", data={"name": "Dora Dean", "password": "password"})
    assert answer.status_code == 422
    assert 'value="Dora Dean"' in answer.text
    assert "easy to guess" in answer.text
    assert dora.post(f"{link}/account", data=NEW).status_code == 303


def test_somebody_with_an_account_signs_in_then_accepts(team: Team, alice: Person, app: Flask) -> None:
    (link,) = invite(alice, "charlie@example.com", "admin")
    browser = new_client(app)
    page = browser.get(link).text
    assert "invites you as an admin" in page
    door = re.search(r'href="(/sign-in\?[^"]+)"', page)
    assert door is not None
    assert 'value="charlie@example.com"' in browser.get(door[1].replace("&amp;", "&")).text
    form = {"email": "charlie@example.com", "password": PASSWORD, "next": link}
    assert browser.post("/sign-in", data=form).location == link
    assert "Join the workspace" in browser.get(link).text
    assert role_in_acme(team, "charlie@example.com") is None  # looking is not joining
    assert browser.post(f"{link}/acceptance").location == "/acme/"
    assert role_in_acme(team, "charlie@example.com") == "admin"


def test_signed_in_as_somebody_else_offers_to_switch(team: Team, alice: Person, charlie: Person) -> None:
    (link,) = invite(alice, "dora@example.com")
    page = charlie.get(link).text
    assert "The invitation is for dora@example.com, and you are signed in as charlie@example.com." in page
    assert charlie.post(f"{link}/acceptance").status_code == 403
    assert role_in_acme(team, "charlie@example.com") is None
    assert charlie.post("/sign-out", {"next": link}).location == link
    assert "Make an account and join" in charlie.get(link).text


def test_a_link_works_once(alice: Person, bob: Person, charlie: Person, app: Flask) -> None:
    (link,) = invite(alice, "charlie@example.com")
    assert charlie.post(f"{link}/acceptance").location == "/acme/"
    assert charlie.post(f"{link}/acceptance").location == "/acme/"  # a double click
    assert charlie.get(link).location == "/acme/"
    stranger = new_client(app)
    assert stranger.get(link).status_code == 410
    assert stranger.post(f"{link}/account", data=NEW).status_code == 410
    assert alice.get(link).location == "/acme/"
    alice.post(f"{MEMBERS}/{bob.member_id}/removal")
    assert bob.get(link).status_code == 410  # who is in no more, as who never was
    stranger.post("/sign-up", data=NEW | {"email": "dora@example.com"})
    assert stranger.get(link).status_code == 410


@pytest.mark.parametrize("how", ["expired", "revoked", "unknown", "resent", "inviter removed"])
def test_ended_links_all_look_alike(
    team: Team, alice: Person, bob: Person, charlie: Person, app: Flask, how: str
) -> None:
    alice.post(f"{MEMBERS}/{bob.member_id}/role", {"role": "admin"})
    (link,) = invite(bob, "charlie@example.com")
    invitation = rows(team)[0]
    if how == "expired":
        age(team, timedelta(days=7, minutes=1))
    elif how == "revoked":
        assert alice.post(f"{URL}/{invitation.id}/revocation").location == MEMBERS
    elif how == "unknown":
        link = link[:-4] + "AAAA"
    elif how == "resent":
        (again,) = LINK.findall(alice.post(f"{URL}/{invitation.id}/resending").text)
        assert again != link
        assert charlie.get(again).status_code == 200
    else:
        (hers,) = invite(alice, "dora@example.com")
        alice.post(f"{MEMBERS}/{bob.member_id}/removal")
        assert new_client(app).get(hers).status_code == 200
    for client in (charlie.client, new_client(app)):
        answer = client.get(link)
        assert answer.status_code == 410
        assert "This invitation has ended" in answer.text
        assert "Acme" not in answer.text
    assert charlie.post(f"{link}/acceptance").status_code == 410
    assert role_in_acme(team, "charlie@example.com") is None


def test_an_invitation_never_lowers_a_role(team: Team, alice: Person, charlie: Person) -> None:
    (link,) = invite(alice, "charlie@example.com")
    with in_workspace(team.workspace_id):
        now = utcnow()
        row = Membership(workspace_id=team.workspace_id, user_id=charlie.user_id, role="admin", joined_at=now)
        db.session.add(row)
        db.session.commit()
    assert charlie.post(f"{link}/acceptance").location == "/acme/"
    assert role_in_acme(team, "charlie@example.com") == "admin"


def test_a_removed_member_can_be_invited_again(team: Team, alice: Person, bob: Person) -> None:
    alice.post(f"{MEMBERS}/{bob.member_id}/removal")
    (link,) = invite(alice, bob.email)
    assert bob.post(f"{link}/acceptance").location == "/acme/"
    assert bob.get(MEMBERS).status_code == 200
    assert role_in_acme(team, bob.email) == "member"


def test_only_admins_and_owners_invite(team: Team, alice: Person, bob: Person, charlie: Person) -> None:
    form: dict[str, object] = {"emails": "dora@example.com", "role": "member"}
    assert bob.post(URL, form).status_code == 403
    assert charlie.post(URL, form).status_code == 404
    invite(alice, "dora@example.com")
    id = rows(team)[0].id
    for deed in ("resending", "revocation"):
        assert bob.post(f"{URL}/{id}/{deed}").status_code == 403
        assert charlie.post(f"{URL}/{id}/{deed}").status_code == 404
        assert charlie.post(f"/charlies-tasks/settings/invitations/{id}/{deed}").status_code == 404
    for role in ("owner", "god"):
        assert "Choose a role" in refusal(alice, "emil@example.com", role)


def test_without_a_public_address_no_links_are_made(
    app: Flask, alice: Person, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = app.config["SETTINGS"].model_copy(
        update={"primo_env": "production", "public_url": "", "trusted_hosts": "localhost"}
    )
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    assert "set PUBLIC_URL" in refusal(alice, "dora@example.com")
    assert rows(team) == []


def test_a_workspace_sends_so_many_a_day(team: Team, alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.workspaces.inviting.MOST_A_DAY", 2)
    invite(alice, "dora@example.com eve@example.com")
    assert "go on tomorrow" in refusal(alice, "fay@example.com")
    assert alice.post(f"{URL}/{rows(team)[0].id}/resending").status_code == 422
    with in_workspace(team.workspace_id):
        db.session.execute(update(Invitation).values(created_at=utcnow() - timedelta(hours=25)))
        db.session.commit()
        db.session.execute(delete(SentMail))
        db.session.commit()
    assert len(invite(alice, "fay@example.com")) == 1
