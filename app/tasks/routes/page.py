"""A task's own page, and saving what was changed on it."""

from __future__ import annotations

from flask import Response, g, make_response, redirect, render_template, request

from app.database import utcnow
from app.errors import Conflict, Invalid, NeedsConfirmation
from app.extensions import db
from app.tasks.conflicts import conflict_parts
from app.tasks.editing import edit_task
from app.tasks.fields import read_changes
from app.tasks.forms import read_base, read_form, read_settled
from app.tasks.names import writer_of
from app.tasks.open_page import open_page
from app.tasks.page import task_context, true_until
from app.tasks.queries import get_task
from app.tasks.refs import TaskRef
from app.tasks.routes import bp
from app.tasks.routes.states import ask_about_subtasks
from app.tasks.swaps import parts_showing, swap_changed
from app.web.clock import now
from app.web.responses import is_partial
from app.workspaces.directory import read_directory
from app.workspaces.etags import versioned


@bp.get("/<workspace>/tasks/<ref:ref>")
@versioned
def show_task(ref: TaskRef) -> Response | str:
    """Show the task; a former number leads to its present one."""
    task = get_task(g.viewer, ref, to="task.view", trashed=True)
    if task.ref != str(ref):
        return redirect(f"{g.viewer.base}/tasks/{task.ref}", code=301)  # type: ignore[return-value]
    g.nav = "inbox" if task.project.is_inbox else f"project:{task.project.key}"
    context = task_context(g.viewer, task)
    g.true_until = true_until(g.viewer, context, now())
    return render_template("tasks/show.html", **context)


@bp.post("/<workspace>/tasks/<ref:ref>")
def edit(ref: TaskRef) -> Response:
    """Save the fields this form has; what cannot be saved comes back with what was typed."""
    task = get_task(g.viewer, ref, to="task.edit", lock=True)
    base = read_base(request.form)
    try:
        changes = read_changes(read_form(request.form, writer_of(g.viewer, utcnow())))
        planned = edit_task(
            task,
            changes,
            by=g.viewer,
            at=utcnow(),
            base=base,
            settled=read_settled(request.form),
        )
    except Conflict as conflict:
        db.session.rollback()
        return answer_conflict(ref, conflict)
    except NeedsConfirmation:
        return ask_about_subtasks(ref, f"{g.viewer.base}/tasks/{task.ref}")
    except Invalid as fault:
        db.session.rollback()
        return answer_invalid(ref, fault)
    others_too = base is not None and task.version > base + 1
    db.session.commit()
    return swap_changed(
        task,
        otherwise=f"{g.viewer.base}/tasks/{task.ref}",
        parts=() if others_too else parts_showing(changes),
        counts="status" in changes,
        planned=planned,
    )


def answer_invalid(ref: TaskRef, fault: Invalid) -> Response:
    """Show the task again with each message at its field; a list keeps what was typed, and the message is a toast."""
    task = get_task(g.viewer, ref, to="task.view")
    page = open_page(g.viewer)
    if is_partial() and page.shown and page.task_id != task.id:
        raise fault
    context = task_context(g.viewer, task) | {"errors": fault.errors, "typed": request.form}
    context["panel"] = is_partial() and page.shown is not None
    if is_partial():
        return make_response(render_template("tasks/_task_swap.html", **context), 422)
    return make_response(render_template("tasks/show.html", **context), 422)


def answer_conflict(ref: TaskRef, conflict: Conflict) -> Response:
    """Show both texts side by side; choosing saves on top of the other's version."""
    task = get_task(g.viewer, ref, to="task.view")
    parts = conflict_parts(task, conflict, request.form, g.viewer, read_directory(g.viewer, fresh=True))
    html = render_template("tasks/conflict.html", task=task, parts=parts)
    response = make_response(html, 409)
    if is_partial():
        response.headers["HX-Retarget"], response.headers["HX-Reswap"], response.headers["HX-Reselect"] = (
            "body",
            "innerHTML",
            "body > *",
        )
    return response
