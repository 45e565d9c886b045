"""Where a project is: at work, archived, in the trash, or nowhere any more."""

from __future__ import annotations

from flask import Response, g, make_response, render_template, request

from app.database import utcnow
from app.errors import Invalid
from app.extensions import db
from app.projects.changing import archive_project, bring_back_project
from app.projects.routes import bp
from app.projects.trashing import delete_project, restore_project, trash_project
from app.tasks.queries import get_project
from app.translation.speaking import _
from app.web.responses import redirect_to


@bp.post("/<workspace>/projects/<key>/archive")
def archive(key: str) -> Response:
    project = get_project(g.viewer, key, to="project.edit", lock=True)
    archive_project(project, by=g.viewer, at=utcnow())
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/projects", toast=_("{name} is archived", name=project.name), undo=True)


@bp.post("/<workspace>/projects/<key>/return")
def bring_back(key: str) -> Response:
    """Take the project out of the archive."""
    project = get_project(g.viewer, key, to="project.edit", lock=True)
    bring_back_project(project, by=g.viewer)
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/projects/{project.key}")


@bp.post("/<workspace>/projects/<key>/trash")
def trash(key: str) -> Response:
    project = get_project(g.viewer, key, to="project.trash", lock=True)
    trash_project(project, by=g.viewer, at=utcnow())
    db.session.commit()
    return redirect_to(
        f"{g.viewer.base}/trash", toast=_("{name} is in the trash for 30 days", name=project.name), undo=True
    )


@bp.post("/<workspace>/projects/<key>/restoration")
def restore(key: str) -> Response:
    project = get_project(g.viewer, key, to="project.trash", lock=True, trashed=True)
    restore_project(project, by=g.viewer)
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/projects/{project.key}", toast="Restored, with its tasks", undo=True)


@bp.get("/<workspace>/projects/<key>/deletion")
def show_deletion(key: str) -> str:
    """Ask for the project's name before it is deleted for ever."""
    return deletion_page(key)


@bp.post("/<workspace>/projects/<key>/deletion")
def delete(key: str) -> Response:
    project = get_project(g.viewer, key, to="project.delete", lock=True, trashed=True)
    try:
        delete_project(project, by=g.viewer, typed=request.form.get("name", ""))
    except Invalid as fault:
        db.session.rollback()
        return make_response(deletion_page(key, request.form.get("name", ""), fault.errors), 422)
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/trash", toast="Deleted for ever.")


def deletion_page(key: str, typed: str = "", errors: dict[str, list[str]] | None = None) -> str:
    g.nav = "trash"
    project = get_project(g.viewer, key, to="project.delete", trashed=True)
    return render_template("projects/deletion.html", project=project, typed=typed, errors=errors or {})
