"""The people of the tests, made through the domain: quick, and the same way the pages do it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts.models import Session, User
from app.accounts.passwords import hash_password
from app.accounts.tokens import hash_token, new_token
from app.database import in_workspace, utcnow
from app.extensions import db
from app.projects.creating import create_project
from app.projects.sharing import set_people
from app.workspaces.creating import create_home, create_workspace, join
from app.workspaces.models import Membership, Role, Workspace
from app.workspaces.prologue import read_prologue
from app.workspaces.viewer import Viewer
from tests.clients import LintingClient

PASSWORD = "correct horse battery staple"
HASH = hash_password(PASSWORD)


@dataclass(slots=True)
class Person:
    """Somebody who is signed in, with a browser of their own."""

    name: str
    email: str
    user_id: uuid.UUID
    client: LintingClient
    token: str
    slug: str
    member_id: uuid.UUID | None = None

    def again(self, app: Flask) -> Person:
        """Return the same person in a browser of today's test."""
        return replace(self, client=browser_with(app, self.token))

    def get(self, path: str, **options: object) -> TestResponse:
        return self.client.get(path, **options)

    def post(self, path: str, form: Mapping[str, object] | None = None, **options: object) -> TestResponse:
        return self.client.post(path, data=dict(form or {}), **options)

    def viewer(self) -> Viewer:
        """Return this person in their test workspace, for calling the domain directly."""
        _, viewer = read_prologue(self.token, slug=self.slug)
        assert viewer is not None
        return viewer


@dataclass(slots=True)
class Team:
    """Alice's workspace `/acme` and those who may, or may not, be in it."""

    alice: Person
    bob: Person
    gina: Person
    charlie: Person
    workspace_id: uuid.UUID
    slug: str

    def again(self, app: Flask) -> Team:
        """Return the same people for another test, in browsers of their own."""
        people = {name: getattr(self, name).again(app) for name in ("alice", "bob", "gina", "charlie")}
        return replace(self, **people)


def assemble(app: Flask) -> Team:
    now = utcnow()
    people = {name: make_user(name) for name in ("Alice Adams", "Bob Brown", "Gina Green", "Charlie Clark")}
    for user in people.values():
        create_home(user, at=now)
    workspace, _ = create_workspace(people["Alice Adams"], "Acme", at=now)
    with in_workspace(workspace.id):
        for name, role in (("Bob Brown", Role.MEMBER), ("Gina Green", Role.GUEST)):
            join(workspace, people[name], role, at=now)
        db.session.commit()
    cast = [sign_in(app, user, workspace) for user in people.values()]
    with in_workspace(workspace.id):
        project = create_project("Website", by=cast[0].viewer(), at=now, key="WEB")
        db.session.flush()
        set_people(project, [person.member_id for person in cast[2:3] if person.member_id])
        db.session.commit()
    alice, bob, gina, charlie = cast
    return Team(alice, bob, gina, charlie, workspace.id, workspace.slug)


def make_user(name: str) -> User:
    email = f"{name.split()[0].lower()}@example.com"
    user = User(name=name, email=email, email_key=email, password_hash=HASH, time_zone="Europe/Berlin")
    db.session.add(user)
    db.session.flush()
    return user


def sign_in(app: Flask, user: User, workspace: Workspace) -> Person:
    """Return the person with a session in a client of their own."""
    token = new_token()
    now = utcnow()
    db.session.add(
        Session(
            user_id=user.id,
            token_hash=hash_token(token),
            created_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(days=1),
        )
    )
    with in_workspace(workspace.id):
        member_id = db.session.scalar(select(Membership.id).where(Membership.user_id == user.id))
    db.session.commit()
    return Person(user.name, user.email, user.id, browser_with(app, token), token, workspace.slug, member_id)


def browser_with(app: Flask, token: str) -> LintingClient:
    """Return a browser that holds the cookie of a session."""
    client = app.test_client()
    assert isinstance(client, LintingClient)
    client.set_cookie("primo_session", token)
    return client
