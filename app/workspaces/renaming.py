"""A workspace's name; its address stays, so that links keep working."""

from __future__ import annotations

from sqlalchemy import select

from app.activity.record import record
from app.extensions import db
from app.workspaces.belonging import refresh_switchers
from app.workspaces.creating import read_workspace_name
from app.workspaces.models import Membership, Workspace
from app.workspaces.viewer import Viewer


def rename_workspace(workspace: Workspace, typed: str, *, by: Viewer) -> None:
    """Give the workspace another name, seen at once wherever its members are."""
    name = read_workspace_name(typed)
    if name == workspace.name:
        return
    workspace.name = name
    record("workspace.renamed", workspace, by=by)
    refresh_switchers(db.session.scalars(select(Membership.user_id).where(Membership.removed_at.is_(None))))
