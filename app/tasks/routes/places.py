"""Moving a task: within the order, into a section, to another project."""

from __future__ import annotations

from flask import Response, g, request
from sqlalchemy import select

from app.database import utcnow
from app.errors import Invalid
from app.extensions import db
from app.tasks.fields import read_section
from app.tasks.models import Task
from app.tasks.open_page import is_list_open, open_page
from app.tasks.placing import KEEP, move_to_project, place_task
from app.tasks.queries import get_project, get_task
from app.tasks.refs import TaskRef, read_ref
from app.tasks.routes import bp
from app.tasks.routes.states import back_to
from app.tasks.swaps import swap_list, swap_task
from app.web.responses import is_partial, redirect_to


@bp.post("/<workspace>/tasks/<ref:ref>/place")
def move_task(ref: TaskRef) -> Response:
    """Put the task before or after another, one step up or down, or into a section."""
    task = get_task(g.viewer, ref, to="task.edit", lock=True)
    form = request.form
    before, after = neighbour(form.get("before", "")), neighbour(form.get("after", ""))
    if step := form.get("step"):
        before, after = beside(task, step)
        if before is None and after is None:
            return answer(task)
    section = read_section(form["section_id"]) if "section_id" in form else KEEP
    place_task(task, by=g.viewer, at=utcnow(), before=before, after=after, section_id=section)
    db.session.commit()
    return answer(task)


@bp.post("/<workspace>/tasks/<ref:ref>/project")
def move_project(ref: TaskRef) -> Response:
    """Take the task and its subtasks to another project, where they get new numbers."""
    task = get_task(g.viewer, ref, to="task.edit", lock=True)
    project = get_project(g.viewer, request.form.get("project", ""), to="task.create")
    move_to_project(task, project, by=g.viewer, at=utcnow())
    db.session.commit()
    if is_partial() and is_list_open(g.viewer):
        return swap_list(open_page(g.viewer).project)
    return redirect_to(f"{g.viewer.base}/tasks/{task.ref}")


def neighbour(text: str) -> Task | None:
    """Return the task a place is named by; nothing was named where it is empty."""
    if not text:
        return None
    ref = read_ref(text)
    if ref is None:
        raise Invalid({"place": ["That place is gone. Reload the list and try again."]})
    return get_task(g.viewer, ref, to="task.view")


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


def answer(task: Task) -> Response:
    if not is_partial():
        return redirect_to(back_to(read_ref(task.ref)))  # type: ignore[arg-type]  # a task's own ref is well-formed
    page = open_page(g.viewer)
    return swap_list(task.project) if page.filters is not None else swap_task(page.task_id or task.id)
