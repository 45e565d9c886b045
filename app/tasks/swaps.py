"""What a change sends back to an open page: the pieces of its view or of the task, and the counts beside them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from flask import Response, g, render_template
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.extensions import db
from app.projects.models import Project
from app.tasks.models import Task
from app.tasks.open_page import OpenPage, open_page
from app.tasks.page import task_context
from app.tasks.pasting import Pasted
from app.tasks.queries import get_task
from app.tasks.readback import say_created, say_planned
from app.tasks.unlisted import say_unlisted
from app.tasks.views.view import Shown
from app.web.clock import now
from app.web.responses import answer_pieces, is_partial, piece, redirect_to
from app.web.toasts import Offer, Typed

PROPERTIES = ("properties", "activity")
COMMENTS = ("activity", "composer")
FILES = ("task-files", "activity")
SUBTASKS = ("task-subtasks",)
"""The parts of a task's page that show a change: the ids in `tasks/_task.html`."""


def parts_showing(fields: Iterable[str]) -> Sequence[str]:
    """Return the parts of a task's page that show these fields."""
    shown = {"title": "task-title", "description": "task-description"}
    return tuple(dict.fromkeys([*(shown.get(field, "properties") for field in fields), "activity"]))


def swap_changed(
    task: Task,
    *,
    otherwise: str,
    parts: Sequence[str] = (),
    toast: str = "",
    counts: bool = True,
    planned: Task | None = None,
) -> Response:
    """Send what shows this task on the open page: the pieces of its view, and what changed on its page or panel.

    `parts` are the ids that show the change on the task's own page; a subtask's change shows in its parent's list.
    `counts` is False where nothing was opened or closed: the figures beside it are still right. A `toast` says what
    was done and offers to undo it. Where the next occurrence was `planned` with it, that is said and shown.
    """
    toast = f"{toast}. {say_planned(planned, g.viewer.zone, now())}".removeprefix(". ") if planned else toast
    if not is_partial():
        return redirect_to(otherwise, toast=toast, undo=True)
    page = open_page(g.viewer)
    if page.shown is None:
        own = page.task_id in (None, task.id)
        shown = parts if own else SUBTASKS
        return swap_task(page.task_id or task.id, parts=shown, toast=toast, undo=True, counts=counts)
    html = ""
    if page.task_id == task.id:
        html = task_pieces(page, task, parts)
    elif page.task_id and page.task_id == task.parent_id:
        html = task_pieces(page, get_task(g.viewer, task.parent_id, to="task.view"), SUBTASKS)
    ids = [task.id, *([task.parent_id] if task.parent_id else [])]
    if planned:
        return answer_pieces(html + page.shown.view.whole(page.shown) + page.sidebar_piece(), toast=toast, undo=True)
    html += page.shown.view.pieces(page.shown, ids) + page.open_count_piece(task.project.key)
    return answer_pieces(html, toast=toast, undo=True)


def swap_place(
    project: Project, *, tasks: Sequence[uuid.UUID] | None = None, toast: str = "", undo: Offer = False
) -> Response:
    """Send the open place anew, or of it only these tasks, come or gone; a plain form goes to the project's list."""
    if not is_partial():
        return redirect_to(f"{g.viewer.base}/projects/{project.key}", toast=toast, undo=undo)
    return answer_pieces(place_pieces(open_page(g.viewer), tasks), toast=toast, undo=undo)


def place_pieces(page: OpenPage, tasks: Sequence[uuid.UUID] | None) -> str:
    """Return what shows these tasks where they belong now, and their parents; without tasks, the whole place."""
    if not tasks:
        html = page.shown.view.whole(page.shown) + panel_piece(page) if page.shown else ""
        return html + page.sidebar_piece()
    changed = select(Task).where(Task.id.in_(tasks)).options(joinedload(Task.project))
    found = db.session.scalars(changed).all()
    ids = list(dict.fromkeys([*tasks, *(task.parent_id for task in found if task.parent_id)]))
    html = page.shown.view.moved_pieces(page.shown, ids) if page.shown else ""
    if page.task_id in ids:
        html += panel_piece(page)
    return html + "".join(page.open_count_piece(key) for key in sorted({task.project.key for task in found}))


def panel_piece(page: OpenPage) -> str:
    """Return the task beside the open list anew; one that was put into the trash is shown no longer."""
    task = get_task(g.viewer, page.task_id, to="task.view", trashed=True) if page.task_id else None
    if task is None:
        return ""
    if task.trashed_at:
        return piece("#panel", "", "innerHTML")
    html = render_template("tasks/_panel.html", **task_context(g.viewer, task, fresh=True) | {"panel": True})
    return piece("#panel", html, "innerMorph")


def swap_created(project: Project, pasted: Pasted, *, otherwise: str = "", shown: Shown | None = None) -> Response:
    """Show the new tasks in the open view, and the lines that could not be taken; say what was understood.

    `shown` is where a plain form was sent from.
    """
    page = open_page(g.viewer) if is_partial() else OpenPage(g.viewer, shown)
    missing = say_unlisted(page.shown, pasted.tasks, now()) if page.shown else ""
    said = say_created(pasted, g.viewer.zone, now(), also=missing)
    if not is_partial():
        back = otherwise or f"{g.viewer.base}/projects/{project.key}"
        return redirect_to(back, toast=said, undo=True, typed=typed_in(pasted))
    html = page.shown.view.new_pieces(page.shown, [task.id for task in pasted.tasks]) if page.shown else ""
    for key in sorted({project.key, *(task.project.key for task in pasted.tasks)}):
        html += page.open_count_piece(key)
    html += piece("#refused", render_template("tasks/_refused.html", refused=pasted.refused))
    return answer_pieces(html, toast=said, undo=True)


def typed_in(made: Pasted) -> Typed | None:
    """Return the one line that was typed, if its words have made more than a title of it."""
    if len(made.tasks) != 1 or len(made.understood) != 1 or not made.understood[0].has_words:
        return None
    return Typed(f"{g.viewer.base}/tasks/{made.tasks[0].ref}/as-text", made.understood[0].reading.text.strip())


def swap_task(
    task_id: uuid.UUID,
    *,
    parts: Sequence[str] = (),
    toast: str | None = None,
    undo: Offer = False,
    counts: bool = True,
) -> Response:
    """Send the open task's content anew, or only the parts of it that changed; else the browser to its page."""
    task = get_task(g.viewer, task_id, to="task.view", trashed=True)
    if not is_partial():
        return redirect_to(f"{g.viewer.base}/tasks/{task.ref}", toast=toast or "", undo=undo)
    page = open_page(g.viewer)
    html = task_pieces(page, task, parts)
    if page.shown:
        html += page.shown.view.pieces(page.shown, [task.id])
    figures = page.open_count_piece(task.project.key) if counts else ""
    return answer_pieces(html + figures, toast=toast, undo=undo)


def task_pieces(page: OpenPage, task: Task, parts: Sequence[str]) -> str:
    """Return the parts of a task's page or panel that changed, or without parts all of it."""
    context = task_context(g.viewer, task, fresh=True) | {"panel": page.shown is not None}
    html = render_template("tasks/_task.html", parts=parts, **context)
    return html if parts else piece("#task", html)
