"""The ORM sees one workspace at a time: reading, changing and deleting, and none at all where none is set."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from app.accounts.models import User
from app.database import Tenant, in_workspace, utcnow
from app.extensions import db
from app.models import Event, Label, Membership, Project, Section, Task
from tests.above import above_the_walls
from tests.cast import Person, Team

TENANTS = (Project, Task, Event, Membership)


@pytest.fixture
def home_id(charlie: Person) -> uuid.UUID:
    """The workspace of Charlie, who is no member of Acme."""
    found = db.session.scalar(select(User.home_workspace_id).where(User.id == charlie.user_id))
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def written(alice: Person) -> None:
    alice.post("/acme/projects/WEB/tasks", {"title": "First\n  Under it"})


@pytest.mark.parametrize("model", TENANTS, ids=lambda model: model.__name__)
def test_rows_of_another_workspace_are_not_read(model: type[Tenant], team: Team, home_id: uuid.UUID) -> None:
    with in_workspace(team.workspace_id):
        ours = set(db.session.scalars(select(model.id)))
    assert ours
    with in_workspace(home_id):
        assert not ours & set(db.session.scalars(select(model.id)))
    assert not db.session.scalar(select(func.count()).select_from(model))


@pytest.mark.parametrize("model", TENANTS, ids=lambda model: model.__name__)
def test_the_orm_asks_for_one_workspace_by_itself(
    model: type[Tenant], team: Team, charlie: Person, home_id: uuid.UUID
) -> None:
    """Above the wall of the database, which would hide it if the ORM forgot."""
    charlie.post(f"{charlie.get('/').location}projects/INBOX/tasks", {"title": "Of his own"})
    with above_the_walls() as connection, Session(connection) as session:
        for workspace_id in (team.workspace_id, home_id):
            with in_workspace(workspace_id):
                assert set(session.scalars(select(model.workspace_id))) == {workspace_id}
        assert not session.scalars(select(model.id)).all()


def test_rows_of_another_workspace_are_not_changed(team: Team, home_id: uuid.UUID) -> None:
    for workspace_id in (home_id, None):
        assert count_changed(workspace_id, update(Task).values(title="Stolen")) == 0
        assert count_changed(workspace_id, delete(Task)) == 0
    assert count_changed(team.workspace_id, update(Task).values(title="Ours")) == 2
    db.session.rollback()


def count_changed(workspace_id: uuid.UUID | None, statement: object) -> int:
    options = {"synchronize_session": False}
    if workspace_id is None:
        return int(db.session.execute(statement, execution_options=options).rowcount)  # type: ignore[call-overload]
    with in_workspace(workspace_id):
        return int(db.session.execute(statement, execution_options=options).rowcount)  # type: ignore[call-overload]


def test_what_hangs_on_a_row_stays_in_its_workspace(team: Team, home_id: uuid.UUID) -> None:
    with in_workspace(team.workspace_id):
        task = db.session.scalars(select(Task).options(selectinload(Task.children)).order_by(Task.number)).first()
        assert task is not None
        assert [child.title for child in task.children] == ["Under it"]
        id = task.id
    db.session.expire_all()
    with in_workspace(home_id):
        assert db.session.scalar(select(Task).where(Task.id == id)) is None


def test_the_database_refuses_a_row_that_points_into_another_workspace(team: Team, home_id: uuid.UUID) -> None:
    with in_workspace(team.workspace_id):
        project = db.session.scalars(select(Project).where(Project.key == "WEB")).one()
        member = db.session.scalars(select(Membership)).first()
    assert member is not None
    foreign = [
        insert(Section).values(workspace_id=home_id, id=uuid.uuid4(), project_id=project.id, name="x", order_key="V"),
        insert(Event).values(
            workspace_id=home_id,
            id=uuid.uuid4(),
            seq=1,
            kind="task.created",
            subject_id=project.id,
            actor_id=member.id,
            change_id=uuid.uuid4(),
            at=utcnow(),
        ),
    ]
    for statement in foreign:
        with in_workspace(home_id), pytest.raises(IntegrityError):
            db.session.execute(statement)
        db.session.rollback()


def test_two_workspaces_may_use_the_same_names(app: Flask, team: Team, home_id: uuid.UUID) -> None:
    for workspace_id in (team.workspace_id, home_id):
        with in_workspace(workspace_id):
            db.session.add(Label(workspace_id=workspace_id, name="Bug", name_key="bug"))
            db.session.commit()
