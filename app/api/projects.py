"""Projects as JSON: what each call may say of them, and what it does."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from app.api.reading import Body
from app.errors import Invalid
from app.extensions import db
from app.projects.changing import change_project
from app.projects.creating import create_project
from app.projects.models import Project
from app.projects.sharing import share
from app.workspaces.policy import can, require
from app.workspaces.viewer import Viewer

Text = Annotated[str, Field(max_length=1000)]
Visibility = Literal["workspace", "private"]
Members = Annotated[list[Text], Field(max_length=1000)]


class NewProject(Body):
    name: Text
    key: Text = ""
    hue: Text = ""
    visibility: Visibility | None = None
    members: Members | None = None


class ProjectChange(Body):
    name: Text | None = None
    key: Text | None = None
    hue: Text | None = None
    visibility: Visibility | None = None
    members: Members | None = None


def project_document(viewer: Viewer, project: Project) -> dict[str, Any]:
    """Return the project as the viewer sees it; `members` only to who chooses them, as on its page."""
    is_private = project.is_private or project.is_inbox
    members = sorted(map(str, project.member_ids)) if can(viewer, "project.share", project) else None
    return {
        "id": str(project.id),
        "key": project.key,
        "name": project.name,
        "hue": project.hue,
        "visibility": "private" if is_private else "workspace",
        "members": members,
        "tasks": {"open": project.open_count, "closed": project.closed_count},
        "created_at": project.created_at.isoformat(),
        "archived_at": project.archived_at.isoformat() if project.archived_at else None,
    }


def add_project(viewer: Viewer, body: NewProject, *, at: datetime) -> Project:
    """Return a new project, seen by those who are meant to from the beginning."""
    project = create_project(body.name, by=viewer, at=at, key=body.key, hue=body.hue)
    db.session.flush()
    save_sharing(viewer, project, body, at=at)
    return project


def edit_project(viewer: Viewer, project: Project, body: ProjectChange, *, at: datetime) -> None:
    """Change what is given, and nothing else."""
    given = {field: getattr(body, field) for field in ("name", "hue", "key") if getattr(body, field) is not None}
    if given:
        now = {"name": project.name, "hue": project.hue, "key": project.key}
        change_project(project, by=viewer, **(now | given))
        db.session.flush()
    save_sharing(viewer, project, body, at=at)


def save_sharing(viewer: Viewer, project: Project, body: NewProject | ProjectChange, *, at: datetime) -> None:
    """Let those see the project whom the call names; who may not choose is refused, however little would change."""
    if body.visibility is None and body.members is None:
        return
    is_private = project.is_private if body.visibility is None else body.visibility == "private"
    ids = project.member_ids if body.members is None else read_members(viewer, body.members)
    choose_members(viewer, project, ids, is_private=is_private, at=at)


def choose_members(
    viewer: Viewer, project: Project, ids: frozenset[uuid.UUID], *, at: datetime, is_private: bool | None = None
) -> None:
    """Let these be the project's people, and with `is_private` nobody else see it."""
    require(viewer, "project.share", project)
    hides = project.is_private if is_private is None else is_private
    try:
        share(project, is_private=hides, ids=ids, by=viewer, at=at)
    except Invalid as fault:
        raise Invalid({"members": fault.errors["people"]} if "people" in fault.errors else fault.errors) from None


def read_members(viewer: Viewer, typed: list[str]) -> frozenset[uuid.UUID]:
    """Return the ids of members; `me` is who asks."""
    try:
        return frozenset(viewer.member_id if one == "me" else uuid.UUID(one) for one in typed)
    except ValueError:
        raise Invalid({"members": ["Give ids of members, or me."]}) from None
