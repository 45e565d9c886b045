"""The workspaces of an instance by their outsides: how many, how large, how lively; never what is in them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select

from app.accounts.models import User
from app.accounts.notices import mail_account
from app.database import in_workspace, utcnow
from app.errors import NotFound
from app.extensions import db, driver
from app.walls import TELL, know
from app.web.cache import cached
from app.workspaces.deleting import GRACE, delete_workspace
from app.workspaces.models import Membership, Role, Workspace

PAGE = 25
TOGETHER = 500
FIGURES = """
select (select count(*) from memberships where workspace_id = %(w)s and removed_at is null),
       (select string_agg(u.name, ', ' order by m.joined_at, m.id) from memberships m join users u on u.id = m.user_id
         where m.workspace_id = %(w)s and m.role = 'owner' and m.removed_at is null),
       (select coalesce(sum(open_count + closed_count), 0)::bigint from projects where workspace_id = %(w)s),
       (select coalesce(sum(size), 0)::bigint from attachments where workspace_id = %(w)s),
       (select at from events where workspace_id = %(w)s order by seq desc, id desc limit 1)"""
SIZE = "select coalesce(sum(size), 0)::bigint from attachments where workspace_id = %(w)s"


class Outside(NamedTuple):
    """What may be known of a workspace from outside; `ends` is when a deleted one goes for ever."""

    id: uuid.UUID
    name: str
    slug: str
    created_at: datetime
    ends: datetime | None
    members: int
    owners: str
    tasks: int
    size: int
    active_at: datetime | None


def list_workspaces(typed: str, *, before: uuid.UUID | None) -> tuple[list[Outside], uuid.UUID | None]:
    """Return some workspaces whose name or address holds what was typed, the newest first, and where to go on."""
    query = select(Workspace.id, Workspace.name, Workspace.slug, Workspace.created_at, Workspace.deleted_at)
    if typed := typed.strip():
        query = query.where(
            or_(Workspace.name.icontains(typed, autoescape=True), Workspace.slug.icontains(typed, autoescape=True))
        )
    if before:
        query = query.where(Workspace.id < before)
    rows = db.session.execute(query.order_by(Workspace.id.desc()).limit(PAGE + 1)).all()
    figures = ask_each(FIGURES, [row.id for row in rows[:PAGE]])
    found = [
        Outside(row.id, row.name, row.slug, row.created_at, row.deleted_at and row.deleted_at + GRACE, *each)
        for row, each in zip(rows, figures, strict=False)
    ]
    return found, found[-1].id if len(rows) > PAGE else None


def get_workspace(id: uuid.UUID) -> Workspace:
    """Return a workspace that is open, locked; NotFound if there is none, or it was deleted."""
    query = select(Workspace).where(Workspace.id == id, Workspace.deleted_at.is_(None)).with_for_update()
    workspace = db.session.scalar(query)
    if workspace is None:
        raise NotFound
    return workspace


def delete_from_outside(workspace: Workspace, typed: str, *, at: datetime) -> None:
    """Close the workspace and tell its owners, who can bring it back; Invalid unless its name was typed."""
    with in_workspace(workspace.id):
        delete_workspace(workspace, typed, by=None, at=at)
        for owner in list_owners():
            mail_account(owner, "workspace_deleted", at=at, workspace=workspace.name, days=str(GRACE.days))


def list_owners() -> list[User]:
    """Return the owners of the current workspace who can come in."""
    query = select(User).join(Membership, Membership.user_id == User.id)
    here = query.where(Membership.role == Role.OWNER, Membership.removed_at.is_(None), User.disabled_at.is_(None))
    return list(db.session.scalars(here))


def ask_each(query: str, ids: Iterable[uuid.UUID]) -> Iterator[tuple[Any, ...]]:
    """Yield the answer of each of these workspaces, asked behind its own wall, all in one trip."""
    connection = driver()
    answers = []
    with connection.pipeline():
        for id in ids:
            connection.execute(TELL, (str(id), ""))
            answers.append(connection.execute(query, {"w": id}))
        connection.execute(TELL, ("", ""))
    know(db.session.connection(), None, None)
    for answer in answers:
        yield answer.fetchall()[0]


def count_workspaces() -> int:
    return db.session.scalar(select(func.count()).select_from(Workspace)) or 0


def size_of_files() -> int:
    """Return how many bytes all files have together; asked of each workspace, and so at most every ten minutes."""
    text, _ = cached(("size of files",), add_sizes, until=lambda: utcnow() + timedelta(minutes=10))
    return int(text)


def add_sizes() -> str:
    ids = list(db.session.scalars(select(Workspace.id)))
    some = [ids[start : start + TOGETHER] for start in range(0, len(ids), TOGETHER)]
    return str(sum(row[0] for part in some for row in ask_each(SIZE, part)))
