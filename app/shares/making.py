"""Making a link to a task or a project, changing what it allows, and ending it."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select

from app.accounts.passwords import LONGEST, SHORTEST, hash_password
from app.accounts.tokens import hash_token, link_token
from app.activity.record import record
from app.database import new_id
from app.errors import Invalid, NotFound
from app.extensions import db
from app.projects.models import Project
from app.projects.visibility import visible_to
from app.shares.models import ShareLink
from app.tasks.models import Task
from app.tasks.queries import get_task
from app.translation.speaking import _
from app.workspaces.link_policy import BY_LINK
from app.workspaces.viewer import Viewer

MOST = 50
LASTS = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30), "always": None}


def share_token(link: ShareLink) -> str:
    return link_token("share", link.id)


def list_links(shown: Task | Project) -> list[ShareLink]:
    """Return the links to this task or project that were not ended, the latest first; the caller may see it."""
    return list(db.session.scalars(links_to(shown).order_by(ShareLink.id.desc())))


def links_to(shown: Task | Project) -> Select[ShareLink]:
    column = ShareLink.task_id if isinstance(shown, Task) else ShareLink.project_id
    return select(ShareLink).where(column == shown.id, ShareLink.revoked_at.is_(None))


def get_link(viewer: Viewer, id: uuid.UUID) -> ShareLink:
    """Return a link to something that the viewer sees, locked; NotFound if it has ended. The endpoint says who may."""
    link = db.session.scalar(
        select(ShareLink)
        .where(
            ShareLink.workspace_id == viewer.workspace_id,
            ShareLink.id == id,
            ShareLink.revoked_at.is_(None),
        )
        .with_for_update(of=ShareLink)
    )
    if link is None:
        raise NotFound
    if link.task_id is not None:
        get_task(viewer, link.task_id, to="share.manage", trashed=True)
    elif db.session.scalar(select(Project.id).where(Project.id == link.project_id, visible_to(viewer))) is None:
        raise NotFound
    return link


def create_link(
    shown: Task | Project, *, rights: str, lasts: str, password: str, by: Viewer, at: datetime
) -> ShareLink:
    """Return a new link to the task or project, or raise Invalid."""
    if isinstance(shown, Project) and shown.is_inbox:
        raise Invalid({"rights": ["An Inbox is its owner’s alone. Share single tasks of it."]})
    if (db.session.scalar(select(func.count()).select_from(links_to(shown).subquery())) or 0) >= MOST:
        raise Invalid({"rights": [_("There are {most} links already. End one first.", most=MOST)]})
    if lasts not in LASTS:
        raise Invalid({"lasts": ["Choose one of the list."]})
    life = LASTS[lasts]
    link = ShareLink(
        workspace_id=by.workspace_id,
        id=new_id(),
        task_id=shown.id if isinstance(shown, Task) else None,
        project_id=shown.id if isinstance(shown, Project) else None,
        rights=read_rights(rights),
        password_hash=read_password(password),
        created_by=by.member_id,
        created_at=at,
        expires_at=at + life if life else None,
    )
    link.token_hash = hash_token(share_token(link))
    db.session.add(link)
    record("link.created", link, by=by)
    return link


def read_rights(typed: str) -> str:
    if typed not in BY_LINK:
        raise Invalid({"rights": ["Choose one of the list."]})
    return typed


def read_password(typed: str) -> str | None:
    """Return the hash of an optional password, or raise Invalid."""
    if not typed:
        return None
    if not SHORTEST <= len(typed) <= LONGEST:
        raise Invalid({"password": [_("Use {least} to {most} characters, or none.", least=SHORTEST, most=LONGEST)]})
    return hash_password(typed)


def change_rights(link: ShareLink, typed: str, *, by: Viewer) -> None:
    """Let visitors do more or less from their next request on."""
    rights = read_rights(typed)
    if rights != link.rights:
        link.rights = rights
        record("link.changed", link, by=by)


def end_link(link: ShareLink, *, by: Viewer, at: datetime) -> None:
    link.revoked_at = at
    record("link.ended", link, by=by)
