"""One's own reminders of a task."""

from __future__ import annotations

import uuid

from flask import Response, g, make_response, request

from app.database import utcnow
from app.errors import Invalid
from app.extensions import db
from app.reminders.offering import get_offered
from app.reminders.reading import read_moments
from app.tasks.models import Task
from app.tasks.names import writer_of
from app.tasks.queries import get_task
from app.tasks.refs import TaskRef
from app.tasks.reminding.setting import add_reminders, delete_reminder, get_own, have_none
from app.tasks.routes import bp
from app.tasks.routes.bulk import pick_page
from app.tasks.swaps import swap_changed
from app.web.responses import is_partial, safe_next
from app.words.reminders import Reminder as Moment


@bp.post("/<workspace>/tasks/<ref:ref>/reminders")
def create_reminders(ref: TaskRef) -> Response:
    """Remind the viewer at one of the moments offered, or at those they wrote."""
    task = get_task(g.viewer, ref, to="task.view", lock=True)
    try:
        if request.form.get("moment") == "none":
            have_none(task, by=g.viewer, at=utcnow())
        else:
            add_reminders(task, wanted(task), by=g.viewer, at=utcnow())
    except Invalid as fault:
        if is_partial():
            raise
        db.session.rollback()
        task = get_task(g.viewer, ref, to="task.view")
        return make_response(pick_page("reminders", [task], fault), 422)
    db.session.commit()
    return answer(task)


@bp.post("/<workspace>/tasks/<ref:ref>/reminders/<uuid:id>/removal")
def remove_reminder(ref: TaskRef, id: uuid.UUID) -> Response:
    """Take one of the viewer's reminders off."""
    task = get_task(g.viewer, ref, to="task.view", lock=True)
    delete_reminder(get_own(g.viewer, task, id), by=g.viewer)
    db.session.commit()
    return answer(task)


def wanted(task: Task) -> list[Moment]:
    if key := request.form.get("moment"):
        return [get_offered(key)]
    writer = writer_of(g.viewer, utcnow())
    return read_moments(request.form.get("words", ""), writer, due=task.due, start=task.start_on)


def answer(task: Task) -> Response:
    back = safe_next(request.form.get("next"), f"{g.viewer.base}/tasks/{task.ref}")
    return swap_changed(task, otherwise=back, parts=("properties",), counts=False)
