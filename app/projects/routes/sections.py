"""Sections: new ones, their names, their order, and taking them away."""

from __future__ import annotations

import uuid

from flask import Response, g, make_response, render_template, request

from app.errors import Invalid
from app.extensions import db
from app.projects.models import Project
from app.projects.routes import bp
from app.projects.routes.index import read_step
from app.projects.routes.settings import settings_page
from app.projects.sections import (
    create_section,
    get_section,
    list_sections,
    move_section,
    remove_section,
    rename_section,
)
from app.tasks.open_page import is_place_open
from app.tasks.queries import get_project
from app.tasks.swaps import swap_place
from app.translation.speaking import _
from app.web.responses import answer_pieces, is_partial, piece, redirect_to

SECTIONS = "/<workspace>/projects/<key>/sections"


@bp.post(SECTIONS)
def create_project_section(key: str) -> Response:
    project = get_project(g.viewer, key, to="project.edit", lock=True)
    try:
        create_section(project, request.form.get("name", ""), by=g.viewer)
    except Invalid as fault:
        return refuse(project, fault)
    return save(project)


@bp.post(f"{SECTIONS}/<uuid:id>")
def rename_project_section(key: str, id: uuid.UUID) -> Response:
    project = get_project(g.viewer, key, to="project.edit", lock=True)
    try:
        rename_section(get_section(project, id), request.form.get("name", ""), by=g.viewer)
    except Invalid as fault:
        return refuse(project, fault, id)
    return save(project)


@bp.post(f"{SECTIONS}/<uuid:id>/place")
def move_project_section(key: str, id: uuid.UUID) -> Response:
    project = get_project(g.viewer, key, to="project.edit", lock=True)
    move_section(get_section(project, id), read_step(), by=g.viewer)
    return save(project)


@bp.post(f"{SECTIONS}/<uuid:id>/removal")
def remove_project_section(key: str, id: uuid.UUID) -> Response:
    """Remove the section; its tasks stay in the project."""
    project = get_project(g.viewer, key, to="project.edit", lock=True)
    section = get_section(project, id)
    name = section.name
    remove_section(section, by=g.viewer)
    return save(project, toast=_("The section “{name}” is removed; its tasks stay", name=name))


def save(project: Project, *, toast: str = "") -> Response:
    """Commit, and show the sections where they were changed: in the list, or in the settings."""
    db.session.commit()
    path = f"{g.viewer.base}/projects/{project.key}"
    if request.form.get("next") == "list":
        return swap_place(project, toast=toast, undo=True)
    if not is_partial():
        return redirect_to(f"{path}/settings#sections", toast=toast, undo=True)
    return answer_pieces(piece("#sections", sections_html(project)), toast=toast, undo=True)


def refuse(project: Project, fault: Invalid, id: uuid.UUID | None = None) -> Response:
    """Show the sections again with the message at the field, and what was typed in it."""
    db.session.rollback()
    project = get_project(g.viewer, project.key, to="project.edit")
    field = f"section-{id}" if id else "section"
    errors, typed = {field: fault.errors["section"]}, {field: request.form.get("name", "")}
    if not is_partial():
        return make_response(settings_page(project, typed=typed, errors=errors), 422)
    if is_place_open(g.viewer):
        raise fault
    return answer_pieces(piece("#sections", sections_html(project, typed, errors)), status=422)


def sections_html(
    project: Project, typed: dict[str, str] | None = None, errors: dict[str, list[str]] | None = None
) -> str:
    return render_template(
        "projects/_sections.html",
        project=project,
        sections=list_sections(project),
        typed=typed or {},
        errors=errors or {},
    )
