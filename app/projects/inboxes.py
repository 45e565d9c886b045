"""What an Inbox is called: only its owner sees it, so it has its name in their language."""

from __future__ import annotations

import uuid

from sqlalchemy import select, update

from app.database import in_workspace
from app.extensions import db
from app.projects.models import Project
from app.translation.speaking import _, speaking
from app.workspaces.belonging import list_workspace_ids
from app.workspaces.models import Membership


def name_inboxes(user_id: uuid.UUID, language: str) -> None:
    """Give every Inbox of a person its name in this language."""
    with speaking(language):
        name = _("Inbox")
    for workspace_id in list_workspace_ids([user_id]):
        mine = select(Membership.id).where(Membership.user_id == user_id, Membership.workspace_id == workspace_id)
        theirs = update(Project).where(Project.workspace_id == workspace_id, Project.inbox_of.in_(mine))
        with in_workspace(workspace_id):
            db.session.execute(theirs.values(name=name))
