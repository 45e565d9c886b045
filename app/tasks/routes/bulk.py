"""Many tasks at once: choose what happens to them, and do it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Response, g, make_response, render_template, request
from werkzeug.datastructures import MultiDict

from app.activity.record import tasks_recorded
from app.database import utcnow
from app.errors import Invalid, NeedsConfirmation, NotFound
from app.extensions import db
from app.tasks.bulk import Change, change_tasks
from app.tasks.bulk_forms import action_of, read_change, read_refs
from app.tasks.choices import FIELDS, list_choices
from app.tasks.matching_refs import list_matching
from app.tasks.models import Task
from app.tasks.open_page import open_page
from app.tasks.page import near_days, near_zones
from app.tasks.queries import get_task, get_tasks
from app.tasks.readback import say_planned
from app.tasks.refs import TaskRef
from app.tasks.routes import bp
from app.tasks.routes.dates import DAY_FIELDS, dating
from app.tasks.routes.reminder_choices import reminding
from app.tasks.routes.states import CHOICES, say_status
from app.tasks.swaps import PROPERTIES, SUBTASKS, swap_place, swap_task, task_pieces
from app.translation.speaking import _, later
from app.web.clock import now
from app.web.responses import answer_pieces, came_from, is_partial, leave_for, piece, redirect_to, safe_next
from app.wording import count

MOST_PIECES = 25
"""With more rows than these the whole place is the shorter answer."""
DONE = {
    "completed": later("{tasks} completed"),
    "cancelled": later("{tasks} cancelled"),
    "in_progress": later("{tasks} started"),
    "pending": later("{tasks} reopened"),
}


@bp.get("/<workspace>/tasks/pick")
@bp.route("/<workspace>/tasks/pick/<field>", methods=["GET", "POST"])
def pick(field: str = "") -> Response:
    """Show what the field can be for these tasks, as a piece or a page; rows ask `?due=WEB-1`. It changes nothing."""
    values: MultiDict[str, str] = request.values
    if not field:
        field = next((name for name in FIELDS if name in values), "")
        values = MultiDict({"ref": values.get(field, "")})
    if field not in FIELDS:
        raise NotFound
    to = "task.view" if field == "reminders" else "task.edit"  # reminders are one's own
    return make_response(pick_page(field, get_tasks(g.viewer, read_chosen(values), to=to)))


def read_chosen(values: MultiDict[str, str]) -> list[TaskRef]:
    """Return the tasks that are named, or all that match where the form says so, with the address of the list."""
    address = values.get("matching")
    return list_matching(g.viewer, address) if address else read_refs(values)


def pick_page(field: str, tasks: list[Task], fault: Invalid | None = None) -> str:
    """Return what the field can be; after a plain form that was refused with what was typed, and why."""
    context: dict[str, Any] = {
        "field": field,
        "name": _(FIELDS[field]),
        "tasks": tasks,
        "choices": list_choices(g.viewer, field, tasks),
        "near_days": near_days(g.viewer.today(now())),
        "zones": near_zones(g.viewer, tasks[0]) if len(tasks) == 1 else [],
        "next": back(request.values.get("next")),
        "typed": request.form if fault else {},
        "errors": fault.errors if fault else {},
        "error": fault.message if fault else "",
    }
    if field == "reminders":
        context |= reminding(tasks[0])
    if field in DAY_FIELDS:
        context |= dating(field, tasks, context["next"])
    return render_template("tasks/_pick.html" if is_partial() else "tasks/pick.html", **context)


@bp.post("/<workspace>/tasks/bulk")
def change_many() -> Response:
    """Change all of these tasks or none; completing asks once what happens to open subtasks."""
    form = request.form
    refs = read_chosen(form)
    try:
        change = read_change(g.viewer, form)
        tasks = get_tasks(g.viewer, refs, to=action_of(change), lock=True)
        chosen = CHOICES.get(form.get("subtasks", ""))
        planned = change_tasks(tasks, change, by=g.viewer, at=utcnow(), with_subtasks=chosen)
    except Invalid as fault:
        if is_partial() or form.get("field") not in FIELDS:
            raise
        db.session.rollback()
        return make_response(pick_page(form["field"], get_tasks(g.viewer, refs, to="task.edit"), fault), 422)
    except NeedsConfirmation as question:
        db.session.rollback()
        return ask(question)
    toast, touched = what_happened(tasks, change, planned), tasks_recorded()
    db.session.commit()
    if not is_partial():
        return redirect_to(back(form.get("next")), toast=toast, undo=True)
    parts = (*PROPERTIES, *SUBTASKS) if "status" in change.fields else PROPERTIES
    anew = bool(change.trash or change.project or planned)
    if not anew:
        touched = []
    return answer(tasks, parts, has_left=change.trash or change.project is not None, touched=touched, toast=toast)


def answer(
    tasks: list[Task], parts: Sequence[str], *, has_left: bool, touched: list[uuid.UUID] | None, toast: str
) -> Response:
    """Send what shows these tasks: their pieces, or the whole place where that is the shorter answer.

    `parts` show the change on a task's own page; `touched` are all tasks where some have come or gone (see
    `tasks_recorded`), else there are none.
    """
    page = open_page(g.viewer)
    ids = [task.id for task in tasks]
    if page.shown is None:
        if has_left and page.task_id in ids:
            return follow(tasks[ids.index(page.task_id)], toast)
        own = parts if page.task_id in ids else SUBTASKS
        return swap_task(page.task_id or tasks[0].id, parts=own, toast=toast, undo=True)
    if touched != [] or len(tasks) > MOST_PIECES:
        return swap_place(tasks[0].project, tasks=touched, toast=toast, undo=True)
    parents = [task.parent_id for task in tasks if task.parent_id]
    html = page.shown.view.pieces(page.shown, list(dict.fromkeys([*ids, *parents])))
    if page.task_id in (*ids, *parents):
        beside = get_task(g.viewer, page.task_id, to="task.view")
        html += task_pieces(page, beside, parts if page.task_id in ids else SUBTASKS)
    counts = [page.open_count_piece(key) for key in sorted({task.project.key for task in tasks})]
    return answer_pieces(html + "".join(counts), toast=toast, undo=True)


def follow(task: Task, toast: str) -> Response:
    """Leave the page of a task that is in the trash for its project's, or go to where it has moved."""
    place = f"projects/{task.project.key}" if task.trashed_at else f"tasks/{task.ref}"
    return leave_for(f"{g.viewer.base}/{place}", toast=toast, undo=True)


def ask(question: NeedsConfirmation) -> Response:
    """Ask what happens to open subtasks: in a dialog, or as a page that sends the same form again."""
    context = {
        "question": question.message,
        "refs": request.form.getlist("ref"),
        "next": back(request.form.get("next")),
    }
    if is_partial():
        return answer_pieces(piece("#dialogs", render_template("tasks/_bulk_question.html", **context), "innerHTML"))
    return make_response(render_template("tasks/bulk_question.html", **context), 200)


def what_happened(tasks: list[Task], change: Change, planned: Sequence[Task] = ()) -> str:
    """Return what is said after the change; small changes of one task show by themselves, but where it goes away."""
    many, status = count(len(tasks), "task"), change.fields.get("status", "")
    if change.trash:
        if len(tasks) == 1:
            return _("In the trash for 30 days")
        return _("{tasks} in the trash for 30 days", tasks=many)
    if change.project is not None:
        return _("{tasks} moved to {name}", tasks=many, name=change.project.name)
    if len(tasks) == 1:
        said = [say_status(tasks[0], status)] if status else []
        return ". ".join([*said, *(say_planned(one, g.viewer.zone, now()) for one in planned[:1])])
    return _(DONE.get(status, later("{tasks} changed")), tasks=many)


def back(wanted: str | None) -> str:
    """Return where a plain form goes afterwards: to the page it came from."""
    path = came_from()
    from_list = path.startswith(f"{g.viewer.base}/") and not path.startswith(f"{g.viewer.base}/tasks/pick/")
    return safe_next(wanted, path if from_list else f"{g.viewer.base}/tasks")
