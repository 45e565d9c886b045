"""Start, complete, reopen and cancel."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Response, g, render_template, request

from app.database import utcnow
from app.errors import NeedsConfirmation, NotFound
from app.extensions import commit_as_shown, db
from app.tasks.fields import read_changes
from app.tasks.models import Task
from app.tasks.queries import get_task
from app.tasks.refs import TaskRef, read_ref
from app.tasks.routes import bp
from app.tasks.swaps import PROPERTIES, swap_changed
from app.translation.speaking import _, later
from app.web.responses import came_from, leave_for, safe_next

PLACE = ("section_id", "after", "before", "place")
CHOICES = {"yes": True, "no": False}
BECAME = {
    "pending": later("“{title}” is pending"),
    "in_progress": later("“{title}” started"),
    "completed": later("“{title}” completed"),
    "cancelled": later("“{title}” cancelled"),
}


@bp.post("/<workspace>/tasks/status")
@bp.post("/<workspace>/tasks/<ref:ref>/status")
def change_status(ref: TaskRef | None = None) -> Response:
    """Go to a status, from a list to `completed WEB-1`; with open subtasks it asks what happens to them."""
    wanted, _, named = request.form.get("status", "").partition(" ")
    ref = ref or read_ref(named)
    if ref is None:
        raise NotFound
    task = get_task(g.viewer, ref, to="task.complete", lock=True)
    status = read_changes({"status": wanted})["status"]
    back = safe_next(request.form.get("next"), back_to(ref))
    try:
        planned = task.change_status(
            status, g.viewer, utcnow(), with_subtasks=CHOICES.get(request.form.get("subtasks", ""))
        )
    except NeedsConfirmation:
        return ask_about_subtasks(ref, back)
    commit_as_shown()
    return swap_changed(task, otherwise=back, parts=PROPERTIES, toast=say_status(task, status), planned=planned)


def say_status(task: Task, status: str) -> str:
    """Return what a toast says of a task that has got this status."""
    return _(BECAME[status], title=task.title)


@bp.get("/<workspace>/tasks/<ref:ref>/completion")
def show_completion(ref: TaskRef) -> str:
    """Ask what happens to the open subtasks."""
    task = get_task(g.viewer, ref, to="task.complete")
    return render_template(
        "tasks/completion.html",
        task=task,
        unfinished=task.list_unfinished(),
        back=safe_next(request.args.get("next"), f"{g.viewer.base}/tasks/{task.ref}"),
        wanted=wanted_place(request.args),
    )


def wanted_place(given: Mapping[str, str]) -> dict[str, str]:
    """Return where the task was put when the question came up: the fields of a move, none of a tick."""
    return {name: given[name] for name in PLACE if name in given}


def ask_about_subtasks(ref: TaskRef, back: str) -> Response:
    db.session.rollback()
    asked = urlencode({"next": back, **wanted_place(request.form)})
    return leave_for(f"{g.viewer.base}/tasks/{ref}/completion?{asked}")


def back_to(ref: TaskRef) -> str:
    """Return the page a plain form came from, if it was ours, else the task's."""
    path = came_from()
    is_list_or_task = path.startswith(f"{g.viewer.base}/") and not path.partition("?")[0].endswith("/completion")
    return path if is_list_or_task else f"{g.viewer.base}/tasks/{ref}"
