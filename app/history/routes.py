"""Undo, redo, and the page that shows what somebody changed since."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, g, make_response, render_template, request

from app.database import utcnow
from app.extensions import db
from app.history.answers import answer_nothing, answer_undone
from app.history.changes import lock_chain
from app.history.stack import next_to_redo, next_to_undo
from app.history.undoing import ChangedSince, Choice, make_plan, undo_change
from app.history.wording import tell_change
from app.web.responses import is_partial

bp = Blueprint("history", __name__)


@bp.post("/<workspace>/changes/<uuid:id>/undo")
def undo(id: uuid.UUID) -> Response:
    """Undo this change, or redo it where it was an undo."""
    return undo_and_answer(id)


@bp.post("/<workspace>/undo")
def undo_last() -> Response:
    """Undo the viewer's own last change."""
    change_id = next_to_undo(g.viewer, at=utcnow())
    return undo_and_answer(change_id) if change_id else answer_nothing("You have changed nothing in the last day.")


@bp.post("/<workspace>/redo")
def redo_last() -> Response:
    """Redo what the viewer undid last."""
    change_id = next_to_redo(g.viewer, at=utcnow())
    return undo_and_answer(change_id) if change_id else answer_nothing("There is nothing to redo.")


def undo_and_answer(id: uuid.UUID) -> Response:
    try:
        plan = undo_change(g.viewer, id, at=utcnow(), choice=read_choice())
    except ChangedSince as since:
        return answer_changed(since)
    if plan is None:
        return answer_nothing("That has happened already.")
    db.session.commit()
    return answer_undone(plan)


def read_choice() -> Choice:
    given = request.form.get("choice", "")
    return "rest" if given == "rest" else "anyway" if given == "anyway" else ""


def answer_changed(since: ChangedSince) -> Response:
    """Show what is in the way; a page is shown for it, also where htmx asked."""
    db.session.rollback()
    if is_partial():
        response = make_response("", 200)
        response.headers["HX-Redirect"] = f"{g.viewer.base}/changes/{since.change_id}/undo"
        return response
    return make_response(difference_page(since.change_id), 409)


@bp.get("/<workspace>/changes/<uuid:id>/undo")
def show_differences(id: uuid.UUID) -> str:
    """Show what undoing would do, and what somebody changed since."""
    return difference_page(id)


def difference_page(id: uuid.UUID) -> str:
    plan = make_plan(g.viewer, lock_chain(g.viewer, id), at=utcnow())
    names = {subject.net.subject_id: subject.name for subject in plan.subjects}
    return render_template("history/undoing.html", plan=plan, told=tell_change(plan.told, names))
