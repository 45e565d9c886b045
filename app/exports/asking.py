"""Asking for an export, finding those that were made, and who may fetch one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from redis.exceptions import RedisError
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.database import new_id
from app.errors import Invalid, NotFound
from app.exports.models import AccountExport, WorkspaceExport
from app.extensions import db
from app.jobs import SLOW, enqueue
from app.workspaces.models import Role
from app.workspaces.policy import can
from app.workspaces.viewer import Account, Viewer

SOON = timedelta(seconds=30)
"""How long the job has to begin, before the clock asks for it again."""
LONGEST = 6 * 3600
OF_WORKSPACE = "app.exports.jobs.export_workspace"
OF_ACCOUNT = "app.exports.jobs.export_account"
UNDER_WAY = "An export is being made already. It is ready soon."
log = structlog.get_logger("primo.exports")


def ask_for_workspace(viewer: Viewer, *, at: datetime) -> WorkspaceExport:
    """Ask for what the workspace holds, as far as the viewer may see it; one at a time."""
    asked = WorkspaceExport(
        workspace_id=viewer.workspace_id,
        id=new_id(),
        asked_by=viewer.member_id,
        is_whole=viewer.role == Role.OWNER,
        asked_at=at,
        lease_until=at + SOON,
    )
    add(asked)
    return asked


def ask_for_account(account: Account, *, at: datetime) -> AccountExport:
    """Ask for everything about oneself; one at a time."""
    asked = AccountExport(id=new_id(), user_id=account.user_id, asked_at=at, lease_until=at + SOON)
    add(asked)
    return asked


def add(asked: WorkspaceExport | AccountExport) -> None:
    db.session.add(asked)
    try:
        db.session.flush()
    except IntegrityError:
        raise Invalid({"export": [UNDER_WAY]}) from None


def begin(asked: WorkspaceExport | AccountExport) -> None:
    """Queue the job, once the row is committed; where Redis is away the clock does it later."""
    try:
        if isinstance(asked, WorkspaceExport):
            enqueue(OF_WORKSPACE, [(asked.workspace_id, asked.id)], queue=SLOW, longest=LONGEST)
        else:
            enqueue(OF_ACCOUNT, [(asked.id,)], queue=SLOW, longest=LONGEST)
    except RedisError as error:
        log.warning("export waits", error=str(error)[:200])


def list_for_workspace(viewer: Viewer) -> list[WorkspaceExport]:
    """Return the workspace's exports that the viewer may know of, the latest first."""
    query = select(WorkspaceExport).where(WorkspaceExport.workspace_id == viewer.workspace_id)
    found = db.session.scalars(query.order_by(WorkspaceExport.id.desc()))
    return [one for one in found if one.ended_at is None or can(viewer, "workspace.export", one)]


def list_for_account(account: Account) -> list[AccountExport]:
    query = select(AccountExport).where(AccountExport.user_id == account.user_id)
    return list(db.session.scalars(query.order_by(AccountExport.id.desc())))


def find_fetched(exports: Sequence[WorkspaceExport | AccountExport], id: str) -> str:
    """Return the id if it is one of these that can be fetched, else nothing."""
    return next((id for one in exports if one.state == "ready" and str(one.id) == id), "")


def get_ready(viewer: Viewer, id: uuid.UUID) -> WorkspaceExport:
    """Return an export of the workspace that the viewer may fetch; NotFound for any other."""
    query = select(WorkspaceExport).where(
        WorkspaceExport.workspace_id == viewer.workspace_id, WorkspaceExport.id == id, WorkspaceExport.state == "ready"
    )
    found = db.session.scalar(query)
    if found is None or not can(viewer, "workspace.export", found):
        raise NotFound
    return found


def get_own_ready(account: Account, id: uuid.UUID) -> AccountExport:
    query = select(AccountExport).where(
        AccountExport.user_id == account.user_id, AccountExport.id == id, AccountExport.state == "ready"
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found
