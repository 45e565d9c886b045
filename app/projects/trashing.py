"""Projects out of sight: into the trash with all they hold, back as they were, or gone for ever."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, text

from app.activity.record import record
from app.database import new_id
from app.errors import Invalid
from app.extensions import db
from app.projects.changing import PATIENCE, refuse_inbox
from app.projects.models import Project, RetiredKey
from app.translation.speaking import _
from app.workspaces.viewer import Viewer

FORGET = text("""
update events set before = null, after = null
 where workspace_id = :workspace
   and (project_id = :project
        or task_id in (select t.id from tasks t where t.workspace_id = :workspace and t.project_id = :project))""")


def trash_project(project: Project, *, by: Viewer, at: datetime) -> None:
    """Put the project into the trash; its tasks leave every list and the search, and are kept as they are."""
    refuse_inbox(project)
    if project.trashed_at is None:
        project.trashed_at = at
        record("project.trashed", project, by=by)


def restore_project(project: Project, *, by: Viewer) -> None:
    if project.trashed_at is not None:
        project.trashed_at = None
        record("project.restored", project, by=by)


def delete_project(project: Project, *, by: Viewer, typed: str) -> None:
    """Delete a trashed project and its tasks for ever; `typed` is its name, so that nobody does it by accident.

    The key is never given out again, and what events said of the project and its tasks is blanked.
    """
    if project.trashed_at is None:
        raise Invalid({"name": ["Put the project into the trash first."]})
    if " ".join(typed.split()).casefold() != project.name.casefold():
        raise Invalid({"name": [_("Type the project’s name, “{name}”, to delete it for ever.", name=project.name)]})
    remove_project(project, by=by)


def remove_project(project: Project, *, by: Viewer | None) -> None:
    """Delete without asking; nobody is named where it is the clock that empties the trash."""
    db.session.execute(PATIENCE)
    db.session.execute(FORGET, {"workspace": project.workspace_id, "project": project.id})
    record("project.deleted", project, by=by)
    db.session.add(RetiredKey(workspace_id=project.workspace_id, id=new_id(), key=project.key))
    db.session.flush()
    db.session.execute(delete(Project).where(Project.id == project.id).execution_options(synchronize_session=False))
    db.session.expire_all()
