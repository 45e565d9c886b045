"""Who looks after the instance finds accounts, shuts and opens them, and shows first who they are."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.accounts.models import AccountLink, Session, User
from app.database import utcnow
from app.extensions import db
from app.instance import people
from app.live.asking import may_go_on
from tests.audit.log import entries
from tests.cast import PASSWORD, Person
from tests.clients import LintingClient

PEOPLE = "/admin/people"
EVERYONE = ["Charlie Clark", "Gina Green", "Bob Brown", "Alice Adams"]


def names(page: str) -> list[str]:
    return re.findall(r'title="What .+?">([^<]+)<', page)


def test_the_menu_leads_there_for_who_looks_after_it(keeper: Person, bob: Person) -> None:
    assert f'href="{PEOPLE}"' in keeper.get("/acme/settings/profile").text
    assert PEOPLE not in bob.get("/acme/settings/profile").text
    assert keeper.get("/admin").location == PEOPLE
    assert names(keeper.get(PEOPLE).text) == EVERYONE


def test_who_was_let_in_long_ago_shows_who_they_are_first(keeper: Person) -> None:
    db.session.execute(update(Session).values(created_at=utcnow() - timedelta(minutes=61)))
    db.session.commit()
    asked = keeper.get(f"{PEOPLE}?q=bob").location
    assert asked.startswith("/admin/entry?next=")
    assert 'value="/admin/people?q=bob"' in keeper.get(asked).text
    assert keeper.post("/admin/entry", {"next": "/admin/people?q=bob", "current": "wrong"}).status_code == 422
    entered = keeper.post("/admin/entry", {"next": "/admin/people?q=bob", "current": PASSWORD})
    assert entered.location == "/admin/people?q=bob"
    assert keeper.get(entered.location).status_code == 200
    assert keeper.post("/admin/entry", {"next": "//evil.example", "current": PASSWORD}).location == PEOPLE


def test_accounts_are_found_by_name_address_and_state(keeper: Person) -> None:
    keeper.post(f"{PEOPLE}/{find('gina@example.com').id}/disabling")
    assert names(keeper.get(f"{PEOPLE}?q=BOB@exa").text) == ["Bob Brown"]
    assert names(keeper.get(f"{PEOPLE}?q=clark").text) == ["Charlie Clark"]
    assert names(keeper.get(f"{PEOPLE}?q=%25").text) == []
    assert names(keeper.get(f"{PEOPLE}?show=disabled").text) == ["Gina Green"]
    assert names(keeper.get(f"{PEOPLE}?show=admins").text) == ["Alice Adams"]


def test_there_are_pages(keeper: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "PAGE", 3)
    first = keeper.get(PEOPLE).text
    found = re.search(r'href="(/admin/people\?before=[^"]+)"', first)
    assert found is not None
    assert names(first) + names(keeper.get(found[1]).text) == EVERYONE


def test_who_is_disabled_is_out_at_once_by_every_way(
    app: Flask, keeper: Person, bob: Person, client: LintingClient
) -> None:
    token = client.post("/api/auth/login", json={"email": bob.email, "password": PASSWORD}).get_json()["token"]
    bearer = {"Authorization": f"Bearer {token}"}
    made = bob.post("/acme/projects/WEB/links", {"rights": "read", "lasts": "always"}).text
    link = re.search(r"/share/[\w-]+", made)
    assert link is not None
    assert client.get(link[0]).status_code == 200
    keeper.post(f"/acme/settings/members/{bob.member_id}/role", {"role": "admin"})
    invited = bob.post("/acme/settings/invitations", {"emails": "dora@example.com", "role": "member"}).text
    [joining] = re.findall(r"/invitations/[\w-]+", invited)[:1]
    assert client.get(joining).status_code == 200
    assert may_go_on(app, bob.token, "acme") is not None
    keeper.post(f"{PEOPLE}/{bob.user_id}/disabling")
    assert bob.get("/acme/tasks").location.startswith("/sign-in")
    assert app.test_client().get("/api/tasks", headers=bearer).status_code == 401
    assert may_go_on(app, bob.token, "acme") is None
    assert client.get(link[0]).status_code == 404
    assert client.get(joining).status_code == 410
    assert client.post("/sign-in", data={"email": bob.email, "password": PASSWORD}).status_code == 422
    keeper.post(f"{PEOPLE}/{bob.user_id}/enabling")
    assert client.post("/sign-in", data={"email": bob.email, "password": PASSWORD}).status_code == 303
    acts = [(one.kind, one.actor, one.subject) for one in entries("account.%abled")]
    assert acts == [("account.disabled", "Alice Adams", "Bob Brown"), ("account.enabled", "Alice Adams", "Bob Brown")]


def test_a_deleted_account_is_nobody_and_not_opened_again(keeper: Person, gina: Person) -> None:
    gina.post("/account/deletion", {"email": gina.email})
    assert "Gina Green" in keeper.get("/admin/audit?group=accounts").text
    assert keeper.post(f"{PEOPLE}/{gina.user_id}/enabling").status_code == 404


def test_what_accounts_and_the_log_are_narrowed_by_is_in_the_readers_language(keeper: Person) -> None:
    profile = {"name": "Alice Adams", "time_zone": "Europe/Berlin", "date_order": "", "language": "de"}
    assert keeper.post("/acme/settings/profile", profile).status_code == 303
    assert ">Ohne bestätigte Adresse</option>" in keeper.get(PEOPLE).text
    assert ">An- und Abmelden</option>" in keeper.get("/admin/audit").text


def test_nobody_disables_themselves(keeper: Person) -> None:
    keeper.post(f"{PEOPLE}/{keeper.user_id}/disabling")
    assert keeper.get(PEOPLE).status_code == 200
    assert f"{PEOPLE}/{keeper.user_id}/disabling" not in keeper.get(PEOPLE).text


def test_the_link_that_confirms_is_sent_again(keeper: Person, bob: Person) -> None:
    keeper.post(f"{PEOPLE}/{bob.user_id}/confirmation")
    assert db.session.scalar(select(AccountLink.purpose).where(AccountLink.user_id == bob.user_id)) == "confirm"
    assert [one.subject for one in entries("account.link_sent")] == ["Bob Brown"]


def test_who_looks_after_it_no_more_is_out_with_the_next_request(keeper: Person) -> None:
    db.session.execute(update(User).values(is_admin=False))
    db.session.commit()
    assert keeper.get(PEOPLE).status_code == 404


def find(email: str) -> User:
    return db.session.scalars(select(User).where(User.email_key == email)).one()
