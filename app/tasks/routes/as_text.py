"""The button of the sentence that a plain form leads to: keep the words of the line as text."""

from __future__ import annotations

from flask import Response, g, request

from app.database import utcnow
from app.errors import Invalid
from app.extensions import db
from app.tasks.as_text import keep_as_text
from app.tasks.queries import get_task
from app.tasks.refs import TaskRef
from app.tasks.routes import bp
from app.tasks.routes.states import back_to
from app.translation.speaking import _
from app.web.responses import redirect_to


@bp.post("/<workspace>/tasks/<ref:ref>/as-text")
def take_words_back(ref: TaskRef) -> Response:
    """Make the line the title of the task as it was typed."""
    task = get_task(g.viewer, ref, to="task.edit", lock=True)
    try:
        keep_as_text(task, request.form.get("line", ""), by=g.viewer, at=utcnow())
    except Invalid as fault:
        db.session.rollback()
        return redirect_to(
            back_to(ref), toast=_("The words could not be kept as text. {message}", message=fault.message)
        )
    db.session.commit()
    return redirect_to(back_to(ref), toast=_("“{title}” is kept as text.", title=task.title), undo=True)
