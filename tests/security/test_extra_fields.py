"""Mass assignment: no form and no JSON sets a column by naming it, on any route that takes changes."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Flask
from sqlalchemy import select, text

from app.accounts.models import User
from app.database import Base, in_workspace
from app.extensions import db
from app.models import Comment, Event, Invitation, Label, Membership, SavedFilter, Section, ShareLink
from tests.above import above_the_walls
from tests.cast import Person, Team
from tests.rules.routes import Cell, cells
from tests.security.bare import browser

MARK = "0badc0de-0bad-4bad-8bad-0badc0de0bad"
DAY = "1999-09-09"
NUMBER = "909090909"
MARKS = f"{MARK}|{DAY}|{NUMBER}"
IDS = """workspace_id project_id task_id parent_id series_id user_id member_id membership_id created_by added_by
completed_by trashed_by invited_by owner_id home_workspace_id"""
DAYS = """created_at updated_at completed_at trashed_at deleted_at disabled_at removed_at used_at expires_at
email_confirmed_at confirmed_at last_seen_at proved_at factor_required_from"""
NUMBERS = """number order_key open_count seq settings_version size token_hash password_hash secret store_key once_key
email_key name_key slug"""
ENDS = ("accounts.delete_session", "api.logout", "workspaces.delete", "goodbyes.delete_own_account")
RIGHTS = {"role": "owner", "is_admin": "1", "is_superuser": "1", "is_staff": "1", "looks_after": "1", "admin": "true"}
RIGHTS |= {"permissions": "*", "rights": "owner", "is_shared": "1", "visibility": "everyone", "bumps_version": ""}
EXTRA = dict.fromkeys(IDS.split(), MARK) | dict.fromkeys(DAYS.split(), DAY) | dict.fromkeys(NUMBERS.split(), NUMBER)
FORM = {
    "title": "Written",
    "name": "Named",
    "body": "Said",
    "emails": "zoe@example.com",
    "email": "zoe@example.com",
    "status": "completed",
    "priority": "high",
    "project": "WEB",
    "ref": "WEB-1",
    "field": "priority",
    "day": "2026-12-01",
    "query": "is:open",
    "hue": "teal",
    "theme": "dark",
    "time_zone": "Europe/Berlin",
    "view": "board",
    "reaction": "👍",
    "rights": "comment",
    "lasts": "week",
    "limit": "3",
    "required": "",
}
ENDINGS = ("sign_out", "logout", "end_", "delete", "remove", "removal", "trash", "hand_over", "archive", "revoke")
"""Of routes that take away what the others change: they come last."""


OWN: tuple[tuple[str, Any], ...] = (
    ("comments.", Comment.id),
    ("shares.", ShareLink.id),
    ("filters.", SavedFilter.id),
    ("invitation", Invitation.id),
    ("label", Label.id),
    ("section", Section.id),
    ("history.", Event.change_id),
)
"""What the last id in a route's path names."""


def furnish(alice: Person) -> None:
    """Make one of everything that a path can name."""
    alice.post("/acme/projects/WEB/tasks", {"title": "First\nSecond"})
    alice.post("/acme/tasks/WEB-1/comments", {"body": "Said"})
    alice.post("/acme/tasks/WEB-1/links", {"rights": "read", "lasts": "week"})
    alice.post("/acme/settings/labels", {"name": "One", "hue": "teal"})
    alice.post("/acme/projects/WEB/sections", {"name": "One"})
    alice.post("/acme/filters", {"name": "One", "query": "is:open"})
    alice.post("/acme/settings/invitations", {"emails": "yve@example.com", "role": "guest"})


def unsafe(app: Flask, team: Team) -> list[Cell]:
    """Return one cell of each route that takes changes, those that take things away last."""
    with in_workspace(team.workspace_id):
        ids = {name: db.session.scalar(select(column).order_by(column.desc()).limit(1)) for name, column in OWN}
    db.session.rollback()
    each = {cell.endpoint: cell for cell in cells(app, slug="one") if cell.method != "GET"}
    for endpoint in each:
        for name, id in ids.items():
            if name in endpoint:
                named = {"id": id, "label_id": id, "section_id": id, "slug": "one"}
                each[endpoint] = next(cell for cell in cells(app, **named) if cell[::2] == each[endpoint][::2])
    return sorted(each.values(), key=takes_away)


def takes_away(cell: Cell) -> bool:
    return any(one in cell.endpoint for one in ENDINGS)


def send(app: Flask, who: Person, extra: dict[str, str], asked_for: list[Cell]) -> int:
    """Send each of these routes a form it may like with what it never asked for; return how many took it."""
    taken, client = 0, browser(app, who)
    for cell in asked_for:
        if cell.endpoint in ENDS:
            continue
        path = cell.path.replace("/nothing", "/WEB-1") if cell.is_api else cell.path
        kind = "json" if cell.is_api else "data"
        asked: dict[str, Any] = {kind: FORM | extra, "query_string": {"workspace": "acme"} if cell.is_api else {}}
        answer = client.open(path, method=cell.method, **asked)
        assert answer.status_code < 500, cell
        taken += answer.status_code < 400
    return taken


def found(marks: str) -> list[str]:
    """Return the rows of all tables in which one of the marks stands."""
    each = [f"select '{one}: ' || t::text from {one} t where t::text ~ :marks" for one in Base.metadata.tables]
    with above_the_walls() as connection:
        return list(connection.execute(text(" union all ".join(each)), {"marks": marks}).scalars())


def test_no_route_sets_a_column_it_did_not_ask_for(app: Flask, team: Team) -> None:
    furnish(team.alice)
    each = unsafe(app, team)
    assert send(app, team.alice, EXTRA, [cell for cell in each if not takes_away(cell)]) > 50
    assert found(MARKS) == []  # what is deleted next would not show it
    assert send(app, team.alice, EXTRA, [cell for cell in each if takes_away(cell)]) > 8
    assert found(MARKS) == []


def test_no_route_makes_anybody_more_than_they_are(app: Flask, team: Team) -> None:
    furnish(team.alice)
    before = standing(team)
    own = {"member_id": str(team.bob.member_id), "user_id": str(team.bob.user_id)}
    assert send(app, team.bob, RIGHTS | own, unsafe(app, team)) > 40
    assert standing(team) == before


def standing(team: Team) -> list[tuple[Any, ...]]:
    """Return who may do what: roles, and who looks after the instance."""
    with in_workspace(team.workspace_id):
        roles = db.session.execute(select(Membership.user_id, Membership.role).order_by(Membership.user_id)).all()
    people = select(User.id, User.is_admin, User.home_workspace_id, User.disabled_at).order_by(User.id)
    found = [tuple(row) for row in (*roles, *db.session.execute(people).all())]
    db.session.rollback()
    return found


def test_the_mark_is_seen_where_it_stands(team: Team) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": f"First {uuid.UUID(MARK)}"})
    assert len(found(MARK)) >= 1
