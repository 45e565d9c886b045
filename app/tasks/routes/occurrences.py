"""One occurrence of a task that repeats: leave it out, or take it out of the repeat."""

from __future__ import annotations

from flask import Response, g, request

from app.database import utcnow
from app.extensions import db
from app.tasks.queries import get_task
from app.tasks.readback import say_planned
from app.tasks.refs import TaskRef
from app.tasks.repeating.changing import separate, skip
from app.tasks.routes import bp
from app.tasks.routes.states import back_to
from app.tasks.swaps import PROPERTIES, swap_changed
from app.translation.speaking import _
from app.web.clock import now
from app.web.responses import safe_next


@bp.post("/<workspace>/tasks/<ref:ref>/occurrence/skip")
def skip_occurrence(ref: TaskRef) -> Response:
    task = get_task(g.viewer, ref, to="task.edit", lock=True)
    skip(task, by=g.viewer, at=utcnow())
    toast = _("Left out. {planned}", planned=say_planned(task, g.viewer.zone, now()))
    db.session.commit()
    return swap_changed(
        task, otherwise=safe_next(request.form.get("next"), back_to(ref)), parts=PROPERTIES, toast=toast
    )


@bp.post("/<workspace>/tasks/<ref:ref>/occurrence/separation")
def separate_occurrence(ref: TaskRef) -> Response:
    task = get_task(g.viewer, ref, to="task.edit", lock=True)
    planned = separate(task, by=g.viewer, at=utcnow())
    db.session.commit()
    back = safe_next(request.form.get("next"), back_to(ref))
    toast = "Changes of this task are now its own"
    return swap_changed(task, otherwise=back, parts=PROPERTIES, toast=toast, planned=planned)
