"""An invitation's link does not tell who invited whether the address has an account, nor stands for its owner."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import User
from app.extensions import db
from app.workspaces.inviting import invitation_token
from tests.cast import Person, Team
from tests.workspaces.test_invitations import MEMBERS, NEW, URL, invite, new_client, rows


def test_nobody_who_sees_the_link_is_told_whether_the_address_has_an_account(alice: Person, app: Flask) -> None:
    pages = []
    for email in ("charlie@example.com", "nobody@example.com"):
        (link,) = invite(alice, email)
        page = new_client(app).get(link).text.replace("%40", "@").replace("%2F", "/")
        pages.append(page.replace(email, "<address>").replace(link, "<link>"))
    assert "Make an account and join" in pages[0]
    assert pages[0] == pages[1]


def test_where_mails_reach_people_only_they_hold_the_link(
    team: Team, alice: Person, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = app.config["SETTINGS"]
    monkeypatch.setitem(app.config, "SETTINGS", before.model_copy(update={"smtp_url": "smtp://localhost"}))
    typed = ({"emails": email, "role": "member"} for email in ("charlie@example.com", "d@example.com"))
    answers = [alice.post(URL, form) for form in typed]
    assert [one.location for one in answers] == [MEMBERS, MEMBERS]
    assert answers[0].data == answers[1].data
    known, new = (f"/invitations/{invitation_token(one)}" for one in rows(team))
    assert "Make an account" not in new_client(app).get(known).text
    dora = new_client(app)
    assert dora.post(f"{new}/account", data=NEW).location == "/acme/"
    user = db.session.scalars(select(User).where(User.email_key == "d@example.com")).one()
    assert user.email_confirmed_at is not None
