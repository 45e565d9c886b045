"""Only what a form may set is set, and only what the one who sends it may see is found."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import User
from app.database import in_workspace, utcnow
from app.extensions import db
from app.models import Label, Membership, Project, Section, Task
from tests.cast import Team
from tests.rules.routes import ask, cells, masked
from tests.security.bare import bare

EXTRA = {
    "workspace_id": str(uuid.uuid4()),
    "project_id": str(uuid.uuid4()),
    "created_by": str(uuid.uuid4()),
    "completed_by": str(uuid.uuid4()),
    "member_id": str(uuid.uuid4()),
    "user_id": str(uuid.uuid4()),
    "created_at": "2001-01-01",
    "updated_at": "2001-01-01",
    "completed_at": "2001-01-01",
    "trashed_at": "2001-01-01",
    "number": "99",
    "order_key": "zzz",
    "parent_id": str(uuid.uuid4()),
    "role": "owner",
    "is_admin": "1",
    "disabled_at": "",
    "password_hash": "x",
    "open_count": "99",
    "seq": "1",
    "bumps_version": "",
}
KEPT = ("workspace_id", "project_id", "created_by", "created_at", "number", "parent_id", "trashed_at", "completed_at")


def test_a_form_sets_no_field_that_is_not_its_own(team: Team) -> None:
    alice = team.alice
    for path in ("/acme/projects/WEB/tasks", "/acme/tasks"):
        assert alice.post(path, {"title": "First", "project": "WEB", **EXTRA}).status_code == 303
    assert alice.post("/api/tasks", {"title": "Third"}).status_code in (201, 400, 415, 422)
    with in_workspace(team.workspace_id):
        project = db.session.scalars(select(Project).where(Project.key == "WEB")).one()
        task = db.session.scalars(select(Task).where(Task.project_id == project.id).order_by(Task.number)).first()
        assert task is not None
        before = {name: getattr(task, name) for name in KEPT}
        assert before | {"number": 1, "parent_id": None, "trashed_at": None, "completed_at": None} == before
        assert (task.workspace_id, task.project_id, task.created_by) == (
            team.workspace_id,
            project.id,
            alice.member_id,
        )
        assert utcnow() - task.created_at < timedelta(minutes=5)
        assert project.open_count == 2
    alice.post("/acme/tasks/WEB-1", {"title": "Changed", **EXTRA})
    db.session.expire_all()
    with in_workspace(team.workspace_id):
        task = db.session.scalars(select(Task).where(Task.title == "Changed")).one()
        assert {name: getattr(task, name) for name in KEPT} == before


def test_signing_up_makes_nobody_more_than_they_are(app: Flask, team: Team) -> None:
    form = {"name": "Eve Evans", "email": "eve@example.com", "password": "a long and unrelated pass phrase"}
    extra = {
        **EXTRA,
        "home_workspace_id": str(team.workspace_id),
        "workspace": "acme",
        "email_confirmed_at": "2001-01-01",
    }
    assert bare(app).post("/sign-up", data={**form, **extra}).status_code == 303
    user = db.session.scalars(select(User).where(User.email_key == "eve@example.com")).one()
    assert user.home_workspace_id != team.workspace_id
    assert user.email_confirmed_at is None
    assert user.disabled_at is None
    with in_workspace(team.workspace_id):
        assert db.session.scalar(select(Membership.id).where(Membership.user_id == user.id)) is None


@pytest.fixture
def foreign(team: Team) -> dict[str, uuid.UUID]:
    """Ids of Charlie's own workspace, one of each kind."""
    charlie = team.charlie
    home = db.session.scalar(select(User.home_workspace_id).where(User.id == charlie.user_id))
    assert home is not None
    with in_workspace(home):
        project = db.session.scalars(select(Project)).one()
        member = db.session.scalars(select(Membership)).one()
        section = Section(workspace_id=home, project_id=project.id, name="Theirs", order_key="V")
        label = Label(workspace_id=home, name="Theirs", name_key="theirs")
        db.session.add_all([section, label])
        db.session.commit()
        slug = charlie.get("/").location.strip("/").split("/")[0]
        charlie.post(f"/{slug}/projects/{project.key}/tasks", {"title": "Theirs"})
        task = db.session.scalars(select(Task)).one()
        return {"member": member.id, "section": section.id, "label": label.id, "task": task.id, "project": project.id}


def test_an_id_of_another_workspace_is_like_one_that_is_not_there(team: Team, foreign: dict[str, uuid.UUID]) -> None:
    alice = team.alice
    alice.post("/acme/projects/WEB/tasks", {"title": "First\nSecond"})
    forms: list[tuple[str, str, dict[str, Any]]] = [
        ("member", "/acme/tasks/WEB-1", {"has": "assignees", "assignees": "*"}),
        ("label", "/acme/tasks/WEB-1", {"has": "labels", "labels": "*"}),
        ("section", "/acme/tasks/WEB-1", {"section_id": "*"}),
        ("section", "/acme/tasks/WEB-1/place", {"section_id": "*"}),
        ("task", "/acme/tasks/WEB-1/place", {"before": "*"}),
        ("task", "/acme/tasks/WEB-1/place", {"after": "*"}),
        ("project", "/acme/tasks/WEB-1/project", {"project": "*"}),
        ("section", "/acme/projects/WEB/tasks", {"title": "x", "section_id": "*"}),
        ("member", "/acme/tasks", {"title": "x", "project": "WEB", "has": "assignees", "assignees": "*"}),
        ("label", "/acme/tasks", {"title": "x", "project": "WEB", "has": "labels", "labels": "*"}),
        ("section", "/acme/tasks", {"title": "x", "project": "WEB", "section_id": "*"}),
        ("project", "/acme/tasks", {"title": "x", "project": "*"}),
    ]
    for kind, path, form in forms:
        theirs, absent = (
            alice.post(path, {name: str(id) if value == "*" else value for name, value in form.items()})
            for id in (foreign[kind], uuid.uuid4())
        )
        assert theirs.status_code in (404, 422), (path, form)
        assert masked(theirs) == masked(absent), (path, form)


def test_a_list_does_not_find_by_ids_of_another_workspace(team: Team, foreign: dict[str, uuid.UUID]) -> None:
    team.alice.post("/acme/projects/WEB/tasks", {"title": "First"})
    for query in (
        f"assignee={foreign['member']}",
        "label=theirs",
        "q=theirs",
        f"in={foreign['section']}&group=section",
    ):
        assert "Theirs" not in team.alice.get(f"/acme/tasks?{query}&status=all").text.replace("theirs", "")


def test_somebody_elses_inbox_is_like_no_project(
    app: Flask, team: Team, contents: Callable[[], dict[str, str]]
) -> None:
    team.alice.post("/acme/projects/INBOX/tasks", {"title": "Private plans"})
    team.alice.post("/acme/projects/WEB/tasks", {"title": "First"})
    before = contents()
    hidden, absent = cells(app, key="INBOX", ref="INBOX-1"), cells(app, key="NOBOX", ref="NOBOX-1")
    for one, other in zip(hidden, absent, strict=True):
        if "INBOX" in one.path:
            seen, unseen = (ask(team.bob, cell, workspace="acme") for cell in (one, other))
            assert seen.status_code in (403, 404), one
            assert masked(seen) == masked(unseen), one
    for side in ("before", "after"):
        secret, nothing = (team.bob.post("/acme/tasks/WEB-1/place", {side: ref}) for ref in ("INBOX-1", "NOBOX-1"))
        assert (secret.status_code, secret.location) == (nothing.status_code, nothing.location)
    assert team.bob.post("/acme/tasks/WEB-1/project", {"project": "INBOX"}).status_code == 404
    assert contents() == before
    for path in ("/acme/tasks?status=all", "/acme/tasks?q=private", "/acme/overview", "/acme/updates", "/acme/trash"):
        assert "Private plans" not in team.bob.get(path).text
