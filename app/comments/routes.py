"""Comments under a task."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, g, make_response, render_template, request

from app.comments.mentioning import offer_mentioned
from app.comments.reactions import toggle_reaction
from app.comments.writing import create_comment, delete_comment, edit_comment, get_comment
from app.database import utcnow
from app.errors import Invalid
from app.extensions import db, limiter
from app.projects.company import list_company
from app.tasks.open_page import is_place_open
from app.tasks.page import task_context
from app.tasks.queries import get_task
from app.tasks.refs import TaskRef
from app.tasks.routes.words import most, who
from app.tasks.swaps import COMMENTS, swap_task
from app.web.plain_words import characters, units
from app.web.responses import is_partial
from app.workspaces.policy import admits

bp = Blueprint("comments", __name__)


@bp.post("/<workspace>/tasks/<ref:ref>/comments")
def create(ref: TaskRef) -> Response:
    task = get_task(g.viewer, ref, to="comment.create")
    try:
        create_comment(task, request.form.get("body", ""), by=g.viewer, at=utcnow())
    except Invalid as fault:
        return answer_invalid(ref, fault)
    db.session.commit()
    return swap_task(task.id, parts=COMMENTS, counts=False)


@bp.post("/<workspace>/tasks/<ref:ref>/mentions")
@limiter.limit(most, key_func=who)
def offer_mentions(ref: TaskRef) -> str:
    """Return who sees the task and fits behind the @ one writes. By POST, so that no log has the words."""
    task = get_task(g.viewer, ref, to="comment.create")
    text = request.form.get("body", "")
    others = [one for one in list_company(g.viewer) if one.id != g.viewer.member_id]
    names = sorted((one.name for one in others if admits(task.project, one.id, one.role)), key=str.casefold)
    offers = offer_mentioned(text, characters(text, request.form.get("at", 0, int)), names)
    return render_template("filters/_offers.html", offers=offers, start=units(text, offers.start) if offers else 0)


@bp.post("/<workspace>/tasks/<ref:ref>/comments/<uuid:id>")
def edit(ref: TaskRef, id: uuid.UUID) -> Response:
    task = get_task(g.viewer, ref, to="task.view")
    comment = get_comment(g.viewer, task, id, to="comment.edit")
    try:
        edit_comment(comment, request.form.get("body", ""), by=g.viewer, at=utcnow())
    except Invalid as fault:
        return answer_invalid(ref, fault)
    db.session.commit()
    return swap_task(task.id, parts=COMMENTS, counts=False)


@bp.post("/<workspace>/tasks/<ref:ref>/comments/<uuid:id>/deletion")
def delete(ref: TaskRef, id: uuid.UUID) -> Response:
    task = get_task(g.viewer, ref, to="task.view")
    delete_comment(get_comment(g.viewer, task, id, to="comment.delete"), by=g.viewer, at=utcnow())
    db.session.commit()
    return swap_task(task.id, toast="Comment deleted", undo=True, parts=COMMENTS, counts=False)


@bp.post("/<workspace>/tasks/<ref:ref>/comments/<uuid:id>/reactions")
def react(ref: TaskRef, id: uuid.UUID) -> Response:
    """Give a comment a sign, or take it back."""
    task = get_task(g.viewer, ref, to="comment.create")
    comment = get_comment(g.viewer, task, id, to="comment.create")
    toggle_reaction(comment, request.form.get("reaction", ""), by=g.viewer, at=utcnow())
    db.session.commit()
    return swap_task(task.id, parts=("activity",), counts=False)


def answer_invalid(ref: TaskRef, fault: Invalid) -> Response:
    """Show the task again with the message at the comment and its text still there."""
    db.session.rollback()
    task = get_task(g.viewer, ref, to="task.view")
    context = task_context(g.viewer, task) | {"errors": fault.errors, "typed": request.form}
    context["panel"] = is_partial() and is_place_open(g.viewer)
    return make_response(
        render_template("tasks/_task_swap.html" if is_partial() else "tasks/show.html", **context), 422
    )
