"""All projects of a workspace, those at work and those that are archived."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.extensions import db
from app.projects.models import Project
from app.projects.visibility import visible_to
from app.workspaces.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Projects:
    active: list[Project]
    archived: list[Project]


def list_projects(viewer: Viewer) -> Projects:
    """Return the projects that the viewer sees in their order; people's Inboxes are not among them."""
    rows = list(
        db.session.scalars(
            select(Project)
            .where(
                Project.workspace_id == viewer.workspace_id,
                Project.inbox_of.is_(None),
                visible_to(viewer),
                Project.trashed_at.is_(None),
            )
            .order_by(Project.order_key)
        )
    )
    return Projects([row for row in rows if not row.archived_at], [row for row in rows if row.archived_at])
