"""Somebody who comes by a link: no member, in no list, and with eyes for one task or one project only."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.orm import contains_eager

from app.accounts.tokens import hash_token, read_link_token
from app.database import in_workspace
from app.errors import Forbidden, NotFound
from app.extensions import db
from app.projects.models import Project
from app.shares.models import ShareLink
from app.tasks.models import Task
from app.tasks.refs import TaskRef
from app.walls import HOLD
from app.workspaces.link_policy import visitor_can
from app.workspaces.models import Membership, Role
from app.workspaces.policy import ACTIONS, admits

WHERE = text("""
select l.workspace_id from share_links l join workspaces w on w.id = l.workspace_id
 where l.token_hash = :hash and w.deleted_at is null""")

IN_PLACE = (Project.trashed_at.is_(None), Project.archived_at.is_(None))


@dataclass(frozen=True, slots=True)
class Visitor:
    """The one who came by this link; `shown` is what it is for. They are no member, so nothing is done in a name."""

    link: ShareLink
    shown: Task | Project

    member_id = None

    def can(self, action: str) -> bool:
        """Say whether the link allows this."""
        return visitor_can(self.link.rights, action)

    def require(self, action: str) -> None:
        if not self.can(action):
            raise Forbidden("This link is for reading. Ask who sent it to you for one to comment with.")


@contextmanager
def visited(token: str, *, at: datetime) -> Iterator[Visitor]:
    """Yield the visitor behind a link that counts, inside its workspace; NotFound whatever the reason is that it ended.

    It ends with its day, by hand, with the task or project in the trash, with its project in the archive, and when who
    made it is gone, may not share any more or does not see that project themselves.
    """
    id = read_link_token("share", token)
    db.session.execute(HOLD, {"held": hash_token(token).hex()})
    workspace_id: uuid.UUID | None = db.session.scalar(WHERE, {"hash": hash_token(token)}) if id else None
    if workspace_id is None:
        raise NotFound
    with in_workspace(workspace_id):
        link = db.session.scalar(
            select(ShareLink)
            .join(Membership, (Membership.id == ShareLink.created_by) & Membership.removed_at.is_(None))
            .options(contains_eager(ShareLink.maker))
            .where(ShareLink.id == id, ShareLink.revoked_at.is_(None))
        )
        if link is None or (link.expires_at is not None and link.expires_at <= at) or not may_share(link.maker):
            raise NotFound
        yield Visitor(link, find_shown(link))


def may_share(maker: Membership) -> bool:
    """Say whether who made the link could make it today."""
    return maker.user.disabled_at is None and Role(maker.role).rank >= ACTIONS["share.manage"].rank


def find_shown(link: ShareLink) -> Task | Project:
    """Return what the link is for while it stands in its place and its maker sees it, else raise NotFound."""
    task = find_task(*IN_PLACE, Task.id == link.task_id) if link.task_id is not None else None
    project = (
        task.project if task else db.session.scalar(select(Project).where(*IN_PLACE, Project.id == link.project_id))
    )
    if project is None or not admits(project, link.created_by, link.maker.role):
        raise NotFound
    return task or project


def find_task(*conditions: object) -> Task:
    query = select(Task).join(Project, (Project.id == Task.project_id) & (Project.workspace_id == Task.workspace_id))
    query = query.options(contains_eager(Task.project)).where(Task.trashed_at.is_(None), *conditions)  # type: ignore[arg-type]
    task = db.session.scalar(query)
    if task is None:
        raise NotFound
    return task


def get_shared_task(visitor: Visitor, ref: TaskRef) -> Task:
    """Return a task that this link shows: the one it is for, or one of the project it is for; else NotFound."""
    if isinstance(visitor.shown, Task):
        if (visitor.shown.project.key, visitor.shown.number) != (ref.key, ref.number):
            raise NotFound
        return visitor.shown
    return find_task(Project.id == visitor.shown.id, Project.key == ref.key, Task.number == ref.number)
