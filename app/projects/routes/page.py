"""A project's own page."""

from __future__ import annotations

from flask import g, render_template, request

from app.projects.routes import bp
from app.projects.sidebar import Listed, find_listed
from app.tasks.filters import read_filters
from app.tasks.lists import render_list
from app.tasks.queries import get_project
from app.workspaces.directory import Person, read_directory
from app.workspaces.etags import versioned


@bp.get("/<workspace>/projects/<key>")
@versioned
def show_project(key: str) -> str:
    return project_page(find_listed(g.viewer, key) or get_project(g.viewer, key, to="project.view"))


def project_page(project: Listed, **extra: object) -> str:
    """Render the project with its list as the URL filters it."""
    g.nav = "inbox" if project.is_inbox else f"project:{project.key}"
    return render_template(
        "projects/show.html",
        project=project,
        people=people(),
        list=render_list(g.viewer, read_filters(request.args), project),
        **extra,
    )


def people() -> list[Person]:
    return [person for person in read_directory(g.viewer).people.values() if not person.is_gone]
