"""The trash: put in, brought back, deleted for ever."""

from __future__ import annotations

from flask import Response, g

from app.activity.record import tasks_recorded
from app.database import utcnow
from app.extensions import db
from app.tasks.open_page import is_place_open
from app.tasks.queries import get_task
from app.tasks.refs import TaskRef
from app.tasks.routes import bp
from app.tasks.swaps import swap_place
from app.tasks.trashing import delete_task, restore_task, trash_task
from app.translation.speaking import _
from app.web.responses import redirect_to


@bp.post("/<workspace>/tasks/<ref:ref>/trash")
def trash(ref: TaskRef) -> Response:
    task = get_task(g.viewer, ref, to="task.trash", lock=True)
    trash_task(task, by=g.viewer, at=utcnow())
    project, gone = task.project, tasks_recorded()
    db.session.commit()
    if is_place_open(g.viewer):
        return swap_place(
            project, tasks=gone, toast=_("“{title}” is in the trash for 30 days", title=task.title), undo=True
        )
    return redirect_to(
        f"{g.viewer.base}/projects/{project.key}",
        toast=_("“{title}” is in the trash for 30 days", title=task.title),
        undo=True,
    )


@bp.post("/<workspace>/tasks/<ref:ref>/restoration")
def restore(ref: TaskRef) -> Response:
    task = get_task(g.viewer, ref, to="task.trash", lock=True, trashed=True)
    restore_task(task, by=g.viewer, at=utcnow())
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/tasks/{task.ref}", toast="Back from the trash", undo=True)


@bp.post("/<workspace>/tasks/<ref:ref>/deletion")
def delete(ref: TaskRef) -> Response:
    """Delete for ever; the trash page asks first."""
    task = get_task(g.viewer, ref, to="task.delete", lock=True, trashed=True)
    delete_task(task, by=g.viewer)
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/trash", toast="Deleted for ever")
