"""Projects, and who sees them."""

from __future__ import annotations

import uuid

from flask import Response, g, jsonify

from app.api.projects import NewProject, ProjectChange, add_project, choose_members, edit_project, project_document
from app.api.reading import read_body
from app.api.routes import bp
from app.database import utcnow
from app.extensions import db
from app.projects.listing import list_projects as read_projects
from app.projects.models import Project
from app.tasks.queries import get_project
from app.workspaces.etags import versioned
from app.workspaces.members import get_member


@bp.get("/projects")
@versioned
def list_projects() -> Response:
    """Return the projects the caller sees in their order, those that are archived at the end."""
    found = read_projects(g.viewer)
    return jsonify(success=True, data=[project_document(g.viewer, one) for one in found.active + found.archived])


@bp.post("/projects")
def create_project() -> Response:
    project = add_project(g.viewer, read_body(NewProject), at=utcnow())
    return committed(project, 201)


@bp.get("/projects/<key>")
@versioned
def show_project(key: str) -> Response:
    project = get_project(g.viewer, key, to="project.view")
    return jsonify(success=True, data=project_document(g.viewer, project))


@bp.patch("/projects/<key>")
def update_project(key: str) -> Response:
    """Change the fields that are given; `members` are all who are to be in it."""
    project = get_project(g.viewer, key, to="project.edit", lock=True)
    edit_project(g.viewer, project, read_body(ProjectChange), at=utcnow())
    return committed(project)


@bp.put("/projects/<key>/members/<uuid:id>")
def add_project_member(key: str, id: uuid.UUID) -> Response:
    project = get_project(g.viewer, key, to="project.share", lock=True)
    member = get_member(g.viewer, id, to="member.view")
    choose_members(g.viewer, project, project.member_ids | {member.id}, at=utcnow())
    return committed(project)


@bp.delete("/projects/<key>/members/<uuid:id>")
def remove_project_member(key: str, id: uuid.UUID) -> Response:
    """Take somebody out, or do nothing where they are not in it; who asks stays in a private project."""
    project = get_project(g.viewer, key, to="project.share", lock=True)
    member = get_member(g.viewer, id, to="member.view")
    choose_members(g.viewer, project, project.member_ids - {member.id}, at=utcnow())
    return committed(project)


def committed(project: Project, status: int = 200) -> Response:
    db.session.commit()
    response = jsonify(success=True, data=project_document(g.viewer, project))
    response.status_code = status
    return response
