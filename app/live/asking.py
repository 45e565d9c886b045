"""What open streams ask the database: whether they may go on, and what the projects of a workspace are called."""

from __future__ import annotations

import uuid

from flask import Flask
from sqlalchemy import text

from app.database import in_workspace
from app.extensions import db, end_reading
from app.live.frames import KnownProject
from app.web.errors import AWAY, let_go
from app.workspaces.policy import ENDPOINTS, can
from app.workspaces.prologue import read_prologue
from app.workspaces.viewer import Viewer

PROJECTS = text("""
select p.id, p.key, p.inbox_of, p.is_private, array(select s.membership_id from project_members s
         where s.workspace_id = :workspace and s.project_id = p.id) as people
  from projects p where p.workspace_id = :workspace""")


def may_go_on(app: Flask, token: str, slug: str) -> Viewer | None:
    """Return the viewer as they are now, or None where the pages would turn them away (or cannot say)."""
    with app.app_context():
        try:
            _, viewer = read_prologue(token, slug=slug)
            end_reading()
        except AWAY:
            return None
        finally:
            let_go()
    return viewer if viewer and can(viewer, ENDPOINTS["live.open_stream"]) else None


def read_projects(app: Flask, workspace: str) -> dict[str, KnownProject]:
    """Return every project of the workspace by id, those in the trash too."""
    id = uuid.UUID(workspace)
    with app.app_context(), in_workspace(id):
        try:
            rows = db.session.execute(PROJECTS, {"workspace": id}).all()
        finally:
            let_go()
    return {str(row.id): KnownProject(row.key, row.inbox_of, row.is_private, frozenset(row.people)) for row in rows}
