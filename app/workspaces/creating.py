"""New workspaces, and the Inbox everyone has in each of theirs."""

from __future__ import annotations

from datetime import datetime

from app.accounts.models import User
from app.activity.record import record
from app.database import CURRENT_WORKSPACE, new_id
from app.extensions import db
from app.projects.creating import create_inbox
from app.projects.models import Project
from app.texts import read_name
from app.workspaces.belonging import Member, refresh_switchers
from app.workspaces.models import Membership, Role, Workspace
from app.workspaces.slugs import free_slug

NAME_LIMIT = 80


def create_workspace(user: User, name: str, *, at: datetime) -> tuple[Workspace, Project]:
    """Return a workspace this person owns, and their Inbox in it."""
    workspace = Workspace(id=new_id(), name=read_workspace_name(name), slug=free_slug(name), created_at=at)
    db.session.add(workspace)
    db.session.flush()
    token = CURRENT_WORKSPACE.set(workspace.id)
    try:
        inbox = join(workspace, user, Role.OWNER, at=at)
        record("workspace.created", workspace, by=Member(None, user.id, user.name))
        refresh_switchers([user.id])
        db.session.flush()
    finally:
        CURRENT_WORKSPACE.reset(token)
    return workspace, inbox


def create_home(user: User, *, at: datetime) -> tuple[Workspace, Project]:
    """Return the workspace every new account owns, and its Inbox."""
    workspace, inbox = create_workspace(user, f"{user.name.split()[0][:40]}’s tasks", at=at)
    user.home_workspace_id = workspace.id
    return workspace, inbox


def join(workspace: Workspace, user: User, role: Role, *, at: datetime) -> Project:
    """Make the person a member (again) and return their Inbox; the caller is in the workspace."""
    member = db.session.query(Membership).filter_by(user_id=user.id).one_or_none()
    if member is None:
        member = Membership(workspace_id=workspace.id, id=new_id(), user_id=user.id, user=user, role=role, joined_at=at)
        db.session.add(member)
    else:
        member.removed_at, member.role, member.joined_at = None, role, at
    db.session.flush()
    return create_inbox(member, at=at)


def read_workspace_name(typed: str) -> str:
    return read_name(typed, NAME_LIMIT, missing="Give the workspace a name.")
