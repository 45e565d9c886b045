"""A workspace's name; its address stays, so that links keep working."""

from __future__ import annotations

from app.activity.record import record
from app.workspaces.belonging import list_user_ids, refresh_switchers
from app.workspaces.creating import read_workspace_name
from app.workspaces.models import Workspace
from app.workspaces.viewer import Viewer


def rename_workspace(workspace: Workspace, typed: str, *, by: Viewer) -> None:
    """Give the workspace another name, seen at once wherever its members are."""
    name = read_workspace_name(typed)
    if name == workspace.name:
        return
    workspace.name = name
    record("workspace.renamed", workspace, by=by)
    refresh_switchers(list_user_ids(workspace.id))
