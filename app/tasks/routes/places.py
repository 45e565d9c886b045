"""Moving a task to another project."""

from __future__ import annotations

from flask import Response, g, request

from app.database import utcnow
from app.extensions import db
from app.tasks.open_page import is_place_open
from app.tasks.placing import move_to_project
from app.tasks.queries import get_project, get_task
from app.tasks.refs import TaskRef
from app.tasks.routes import bp
from app.tasks.swaps import swap_place
from app.translation.speaking import _
from app.web.responses import is_partial, redirect_to


@bp.post("/<workspace>/tasks/<ref:ref>/project")
def move_project(ref: TaskRef) -> Response:
    """Take the task and its subtasks to another project, where they get new numbers."""
    task = get_task(g.viewer, ref, to="task.edit", lock=True)
    project = get_project(g.viewer, request.form.get("project", ""), to="task.create")
    move_to_project(task, project, by=g.viewer, at=utcnow())
    db.session.commit()
    toast = _("“{title}” is in {name} now, as {ref}", title=task.title, name=project.name, ref=task.ref)
    if is_partial() and is_place_open(g.viewer):
        return swap_place(project, toast=toast, undo=True)
    return redirect_to(f"{g.viewer.base}/tasks/{task.ref}", toast=toast, undo=True)
