"""All projects, their order, and new ones."""

from __future__ import annotations

from datetime import datetime

from flask import Response, g, make_response, render_template, request

from app.database import utcnow
from app.errors import Invalid
from app.extensions import db
from app.projects.changing import Step, move_project
from app.projects.creating import create_project, next_hue
from app.projects.listing import list_projects
from app.projects.models import Project
from app.projects.routes import bp
from app.tasks.capturing import create_typed
from app.tasks.open_page import open_page
from app.tasks.pasting import Pasted
from app.tasks.queries import get_project
from app.tasks.readback import say_created
from app.translation.speaking import _
from app.web.clock import now
from app.web.responses import answer_pieces, is_partial, piece, redirect_to
from app.workspaces.etags import versioned


@bp.get("/<workspace>/projects")
@versioned
def show_projects() -> str:
    g.nav = "projects"
    return render_template("projects/index.html", projects=list_projects(g.viewer))


@bp.get("/<workspace>/projects/new")
def show_new_project() -> str:
    g.nav = "projects"
    return render_template("projects/new.html", values={"hue": next_hue()}, errors={})


@bp.post("/<workspace>/projects")
def create() -> Response:
    """Make the project, with a first task for each line that was pasted."""
    try:
        project, made = create_project_with_tasks()
    except Invalid as fault:
        db.session.rollback()
        return make_response(render_template("projects/new.html", values=request.form, errors=fault.errors), 422)
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/projects/{project.key}", toast=say_created(made, g.viewer.zone, now()))


def create_project_with_tasks() -> tuple[Project, Pasted]:
    """Make what the form says; each line of its tasks is read for what its words say, as everywhere."""
    form, at = request.form, utcnow()
    project = create_project(form.get("name", ""), by=g.viewer, at=at, key=form.get("key", ""), hue=form.get("hue", ""))
    db.session.flush()
    return project, create_first_tasks(project, form.get("tasks", "").strip("\r\n"), at)


def create_first_tasks(project: Project, lines: str, at: datetime) -> Pasted:
    if not lines.strip():
        return Pasted()
    try:
        made = create_typed(project, lines, by=g.viewer, at=at)
    except Invalid as fault:
        raise Invalid({"tasks": [fault.message]}) from fault
    if made.refused:
        reasons = [_("Line {number}: {reason}", number=line, reason=why) for line, _text, why in made.refused]
        raise Invalid({"tasks": reasons})
    return made


@bp.post("/<workspace>/projects/<key>/place")
def move(key: str) -> Response:
    """Move the project one step up or down in the sidebar."""
    project = get_project(g.viewer, key, to="project.edit", lock=True)
    move_project(project, read_step(), by=g.viewer)
    db.session.commit()
    if not is_partial():
        return redirect_to(f"{g.viewer.base}/projects")
    html = render_template("projects/_projects.html", projects=list_projects(g.viewer))
    return answer_pieces(piece("#projects", html) + open_page(g.viewer).sidebar_piece())


def read_step() -> Step:
    """Return the direction that the pressed button names."""
    return "up" if request.form.get("step") == "up" else "down"
