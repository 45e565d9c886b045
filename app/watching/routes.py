"""Watching a task, or no longer."""

from __future__ import annotations

from flask import Blueprint, Response, g, request

from app.extensions import db
from app.tasks.queries import get_task
from app.tasks.refs import TaskRef
from app.tasks.swaps import swap_task
from app.watching.watchers import choose_watching

bp = Blueprint("watching", __name__)


@bp.post("/<workspace>/tasks/<ref:ref>/watching")
def choose(ref: TaskRef) -> Response:
    task = get_task(g.viewer, ref, to="task.view")
    choose_watching(task, request.form.get("watch") == "yes", by=g.viewer)
    db.session.commit()
    return swap_task(task.id, parts=("properties",), counts=False)
