"""A task beside the list it was opened from: as a piece, and as part of the list's page where its address says so."""

from __future__ import annotations

from flask import Response, g, render_template, request
from markupsafe import Markup

from app.errors import DomainError
from app.tasks.models import Task
from app.tasks.page import task_context, true_until
from app.tasks.queries import get_task
from app.tasks.refs import TaskRef, read_ref
from app.tasks.routes import bp
from app.web.clock import now
from app.web.responses import is_partial, redirect_to
from app.workspaces.etags import versioned


@bp.get("/<workspace>/tasks/<ref:ref>/panel")
@versioned
def show_panel(ref: TaskRef) -> Response | str:
    """Send what `#panel` shows of the task; somebody who types the address gets the whole page."""
    task = get_task(g.viewer, ref, to="task.view", trashed=True)
    if not is_partial():
        return redirect_to(f"{g.viewer.base}/tasks/{task.ref}")
    return render_panel(task)


def render_panel(task: Task) -> str:
    """Return the panel's content, and shorten `g.true_until` to when it reads differently."""
    context = task_context(g.viewer, task)
    ends = (g.get("true_until"), true_until(g.viewer, context, now()))
    g.true_until = min((end for end in ends if end), default=None)
    return render_template("tasks/_panel.html", **context | {"panel": True})


@bp.app_template_global()
def open_panel() -> Markup:
    """Return the panel of the task that `?open=` names; nothing where there is none for this viewer."""
    ref = read_ref(request.args.get("open", ""))
    if ref is None or g.get("viewer") is None:
        return Markup()
    try:
        task = get_task(g.viewer, ref, to="task.view", trashed=True)
    except DomainError:
        return Markup()
    return Markup(render_panel(task))  # noqa: S704 - rendered by our own template
