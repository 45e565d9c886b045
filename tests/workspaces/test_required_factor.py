"""A workspace that asks for a second factor: nobody is in without, by page, API or stream; and each is led to one."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
import pytest
import time_machine
from flask import Flask

from app.accounts.models import Session
from app.database import in_workspace, utcnow
from app.extensions import db
from app.live.asking import may_go_on
from app.models import Workspace
from app.workspaces.requiring_factors import require_factor
from tests.accounts.authenticator import Authenticator
from tests.accounts.test_passkeys import asked_for, making
from tests.accounts.test_second_factor import sign_in, turn_on
from tests.cast import PASSWORD, Person, Team
from tests.clients import LintingClient, htmx

SETTING = "/acme/settings/workspace/second-factor"


def has_shown(person: Person) -> None:
    db.session.execute(db.update(Session).where(Session.user_id == person.user_id).values(has_factor=True))
    db.session.commit()


@pytest.fixture
def strict(team: Team) -> Team:
    """The team, once Alice, who has a second factor, asks everyone for one."""
    has_shown(team.alice)
    assert team.alice.post(SETTING, {"required": "now"}).status_code == 303
    return team


def test_who_asks_for_it_has_one(alice: Person, bob: Person, gina: Person) -> None:
    assert "Without one now: 3 members" in alice.get("/acme/settings/workspace").text
    turn_on(bob)
    alice.post(f"/acme/settings/members/{gina.member_id}/removal")
    assert "Without one now: 1 member." in alice.get("/acme/settings/workspace").text
    refused = alice.post(SETTING, {"required": "now"})
    assert (refused.status_code, "shut you out" in refused.text) == (422, True)
    assert bob.post(SETTING, {"required": "off"}).status_code == 403
    assert alice.post(SETTING, {"required": "sometimes"}).status_code == 422


def test_nobody_is_in_without(strict: Team, app: Flask) -> None:
    bob = strict.bob
    door = "/second-factor?next=%2Facme%2Fprojects%2FWEB"
    assert bob.get("/acme/projects/WEB").location == door
    assert bob.post("/acme/projects/WEB/tasks", {"title": "Past the wall"}).location.startswith("/second-factor")
    partial = bob.get("/acme/projects/WEB", headers=htmx("/acme/projects/WEB"))
    assert (partial.status_code, partial.headers["HX-Redirect"], partial.data) == (401, door, b"")
    stream = bob.get("/acme/stream", headers={"Accept": "text/event-stream"})
    assert (stream.status_code, stream.data) == (401, b"")
    assert may_go_on(app, bob.token, "acme") is None
    assert strict.alice.get("/acme/projects/WEB").status_code == 200
    assert "Past the wall" not in strict.alice.get("/acme/projects/WEB").text
    assert bob.get(bob.get("/").location).status_code in (200, 303)  # their own workspace does not ask


def test_programs_need_it_too(strict: Team, app: Flask, client: LintingClient) -> None:
    credentials = {"email": strict.bob.email, "password": PASSWORD}
    token = client.post("/api/auth/login", json=credentials).json["token"]  # type: ignore[index]
    as_bob = {"Authorization": f"Bearer {token}"}
    refused = app.test_client().get("/api/tasks?workspace=acme", headers=as_bob)
    assert refused.status_code == 403
    assert "asks for a second factor" in refused.text
    phone, _ = turn_on(strict.bob)
    token = client.post("/api/auth/login", json=credentials | {"code": phone.now()}).json["token"]  # type: ignore[index]
    as_bob = {"Authorization": f"Bearer {token}"}
    assert app.test_client().get("/api/tasks?workspace=acme", headers=as_bob).status_code == 200


def test_one_is_led_to_an_app_and_then_in(strict: Team) -> None:
    bob = strict.bob
    assert "A second factor first" in bob.get("/second-factor?next=/acme/projects").text
    page = bob.post("/second-factor", {"next": "/acme/projects"}).text
    [key] = re.findall(r"Type this key: <code>([\w ]+)</code>", page)
    assert bob.post("/second-factor/confirmation", {"code": "000000", "next": "/acme/projects"}).status_code == 422
    code = pyotp.TOTP(key.replace(" ", "")).now()
    done = bob.post("/second-factor/confirmation", {"code": code, "next": "/acme/projects"}).text
    assert len(re.findall(r"<code>[0-9a-f]{7}-[0-9a-f]{7}</code>", done)) == 10
    assert 'href="/acme/projects"' in done
    assert bob.get("/acme/projects").status_code == 200


def test_or_to_a_passkey(strict: Team, client: LintingClient) -> None:
    bob, device = strict.bob, Authenticator()
    made = device.make(making(bob, "/second-factor"))
    form = {"made": made, "name": "Laptop", "next": "/acme/projects"}
    assert bob.post("/second-factor/passkey", form).location == "/acme/projects"
    assert bob.get("/acme/projects").status_code == 200
    assert sign_in(client, bob) == "/acme/projects"  # the password alone opens what does not ask
    assert client.get("/acme/projects").location.startswith("/second-factor")
    assert "Show your second factor" in client.get("/second-factor").text
    client.post("/sign-in/passkey", data={"credential": device.sign(asked_for(client))})
    assert client.get("/acme/projects").status_code == 200


def test_losing_the_last_factor_ends_it(strict: Team) -> None:
    turn_on(strict.bob)
    has_shown(strict.bob)
    assert strict.bob.post("/acme/settings/second-factor/removal").status_code == 303
    assert strict.bob.get("/acme/projects").location.startswith("/second-factor")


def test_a_week_of_grace_is_said_on_every_page(team: Team) -> None:
    has_shown(team.alice)
    assert "asks for a second factor" not in team.bob.get("/acme/projects").text
    team.alice.post(SETTING, {"required": "week"})
    assert "asks for a second factor" in team.bob.get("/acme/projects").text
    assert "asks for a second factor" not in team.alice.get("/acme/projects").text
    db.session.execute(db.update(Session).values(expires_at=utcnow() + timedelta(days=30)))
    db.session.commit()
    with time_machine.travel(utcnow() + timedelta(days=7, minutes=1)):
        assert team.bob.get("/acme/projects").location.startswith("/second-factor")
    team.alice.post(SETTING, {"required": "off"})
    assert "asks for a second factor" not in team.bob.get("/acme/projects").text
    [since] = db.session.scalars(db.select(Workspace.factor_required_from).where(Workspace.slug == "acme"))
    assert since is None


def test_open_streams_are_asked_again(team: Team) -> None:
    """What ends a stream is that its owner is named before the commit; `tests/live` shows that it then ends at once."""
    has_shown(team.alice)
    workspace = db.session.get_one(Workspace, team.workspace_id)
    with in_workspace(team.workspace_id):
        require_factor(workspace, "now", by=team.alice.viewer(), at=utcnow())
    assert team.bob.user_id in db.session().info["signed_out"]
    db.session.rollback()
