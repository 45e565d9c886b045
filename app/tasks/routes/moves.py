"""Moving a task within its project: by a drag, a key or a menu."""

from __future__ import annotations

from typing import Any

from flask import Response, g, request
from sqlalchemy import select

from app.database import utcnow
from app.errors import Invalid, NeedsConfirmation, NotFound
from app.extensions import db
from app.tasks.dropping import End, drop_task
from app.tasks.fields import read_changes
from app.tasks.models import Task
from app.tasks.open_page import open_page
from app.tasks.queries import get_task
from app.tasks.refs import TaskRef, read_ref
from app.tasks.routes import bp
from app.tasks.routes.states import CHOICES, ask_about_subtasks, back_to, say_status
from app.tasks.swaps import SUBTASKS, swap_changed, swap_place, swap_task
from app.web.responses import is_partial, safe_next

ENDS: dict[str, End] = {"top": "top", "bottom": "bottom", "stay": "stay"}
SIMPLE = ("status", "priority", "section_id")


@bp.post("/<workspace>/tasks/<ref:ref>/place")
def move_task(ref: TaskRef) -> Response:
    """Put the task before or after another, one step up or down, or at an end, and into a column or section.

    `after` and `before` name neighbours: what has gone meanwhile is passed over, and with none left the task goes to
    the end. `place` is `top`, `bottom` or `stay`. `shown` says that the page shows it at its new place already.
    """
    form = request.form
    task = get_task(g.viewer, ref, to="task.complete" if "status" in form else "task.edit", lock=True)
    changes = read_column(task)
    before, after = neighbours(task)
    if "step" in form and before is None and after is None:
        return answer(task, ref)
    was = task.status
    try:
        planned = drop_task(
            task,
            changes,
            by=g.viewer,
            at=utcnow(),
            before=before,
            after=after,
            to=ENDS.get(form.get("place", ""), "bottom"),
            with_subtasks=CHOICES.get(form.get("subtasks", "")),
        )
    except NeedsConfirmation:
        return ask_about_subtasks(ref, safe_next(form.get("next"), back_to(ref)))
    db.session.commit()
    return answer(task, ref, say_status(task, task.status) if task.status != was else "", planned)


def read_column(task: Task) -> dict[str, Any]:
    """Return the fields that the place stands for; who it is taken from is the one in whose column it stood."""
    raw: dict[str, Any] = {name: request.form[name] for name in SIMPLE if name in request.form}
    if "assignee" in request.form:
        coming = request.form["assignee"]
        people = sorted(task.assignees, key=lambda one: (one.removed_at is not None, one.name, one.id))
        staying = [str(one.id) for one in people[1:]]
        raw["assignees"] = list(dict.fromkeys([coming, *staying])) if coming else []
    return read_changes(raw)


def neighbours(task: Task) -> tuple[Task | None, Task | None]:
    """Return the task to stand before, or the one to stand after, as the form names them."""
    if step := request.form.get("step"):
        return beside(task, step)
    after = neighbour(task, request.form.get("after", ""))
    return (None, after) if after else (neighbour(task, request.form.get("before", "")), None)


def neighbour(task: Task, text: str) -> Task | None:
    """Return the task of the same project that a place is named by, if it is still there, be it in the trash."""
    if not text:
        return None
    ref = read_ref(text)
    if ref is None or str(ref) == task.ref:
        raise Invalid({"place": ["That place is gone. Reload the list and try again."]})
    try:
        found = get_task(g.viewer, ref, to="task.view", trashed=True)
    except NotFound:
        return None
    return found if found.project_id == task.project_id else None


def beside(task: Task, step: str) -> tuple[Task | None, Task | None]:
    """Return the open neighbour that one step up or down passes, as (before, after)."""
    near = select(Task).where(
        Task.project_id == task.project_id,
        Task.trashed_at.is_(None),
        Task.status.in_(("pending", "in_progress")),
        Task.section_id.is_not_distinct_from(task.section_id),
        Task.parent_id.is_not_distinct_from(task.parent_id),
    )
    if step == "up":
        return db.session.scalar(
            near.where(Task.order_key < task.order_key).order_by(Task.order_key.desc()).limit(1)
        ), None
    return None, db.session.scalar(near.where(Task.order_key > task.order_key).order_by(Task.order_key).limit(1))


def answer(task: Task, ref: TaskRef, toast: str = "", planned: Task | None = None) -> Response:
    """Send little where the page shows the move already, else the list that shows it."""
    back = safe_next(request.form.get("next"), back_to(ref))
    if not is_partial():
        return swap_changed(task, otherwise=back, toast=toast, planned=planned)
    page = open_page(g.viewer)
    if page.shown and "shown" in request.form:
        return swap_changed(task, otherwise=back, toast=toast, planned=planned)
    if page.shown:
        return swap_place(task.project, toast=toast, undo=True)
    parts = SUBTASKS if page.task_id == task.parent_id else ()
    return swap_task(page.task_id or task.id, parts=parts, toast=toast, undo=True)
