"""What a change sends back to an open page: the row, the list or the task it touched, and the counts beside them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from flask import Response, g, render_template

from app.projects.models import Project
from app.tasks.creating import Pasted
from app.tasks.filters import Filters
from app.tasks.lists import render_list, with_default_group
from app.tasks.models import Task
from app.tasks.open_page import OpenPage, open_page
from app.tasks.page import task_context
from app.tasks.queries import get_task
from app.tasks.rows import read_rows
from app.web.responses import answer_pieces, is_partial, piece, redirect_to
from app.workspaces.directory import read_directory

PROPERTIES = ("properties", "activity")
COMMENTS = ("activity",)
SUBTASKS = ("task-subtasks",)
"""The parts of a task's page that show a change: the ids in `tasks/_task.html`."""


def parts_showing(fields: Iterable[str]) -> Sequence[str]:
    """Return the parts of a task's page that show these fields."""
    shown = {"title": "task-title", "description": "task-description"}
    return tuple(dict.fromkeys([*(shown.get(field, "properties") for field in fields), "activity"]))


def swap_changed(task: Task, *, otherwise: str, parts: Sequence[str] = (), counts: bool = True) -> Response:
    """Send what shows this task on the open page: its row in a list, or what changed on the page of a task.

    `parts` are the ids that show the change on the task's own page; a subtask's change shows in its parent's list.
    `counts` is False where nothing was opened or closed: the figures beside it are still right.
    """
    if not is_partial():
        return redirect_to(otherwise)
    page = open_page(g.viewer)
    if page.filters is None:
        own = page.task_id in (None, task.id)
        return swap_task(page.task_id or task.id, parts=parts if own else SUBTASKS, counts=counts)
    return answer_pieces(row_pieces(page, [task.id]) + page.count_pieces(task.project.key))


def row_pieces(page: OpenPage, ids: list[uuid.UUID]) -> str:
    return "".join(
        piece(f"#task-{row.ref}", render_rows([row], show_project=page.is_everywhere))
        for row in read_rows(g.viewer, ids, read_directory(g.viewer, fresh=True))
    )


def render_rows(rows: list[object], *, show_project: bool = False) -> str:
    return render_template("tasks/_rows.html", rows=rows, base=g.viewer.base, show_project=show_project)


def swap_list(project: Project | None, *, toast: str | None = None) -> Response:
    """Send the open list anew; a plain form goes to the project's list."""
    if not is_partial():
        return redirect_to(f"{g.viewer.base}/projects/{project.key}" if project else f"{g.viewer.base}/tasks")
    page = open_page(g.viewer)
    shown = None if page.is_everywhere else project
    html = render_list(g.viewer, page.filters or Filters(), shown, fresh=True)
    return answer_pieces(piece("#list", html) + page.sidebar_piece(), toast=toast)


def swap_new_rows(project: Project, pasted: Pasted) -> Response:
    """Add new rows to the end of the open list, or send the list anew where the end is not their place."""
    if not is_partial():
        return redirect_to(f"{g.viewer.base}/projects/{project.key}")
    page = open_page(g.viewer)
    filters = with_default_group(g.viewer, page.filters or Filters(), project, fresh=True)
    tops = [task.id for task in pasted.tasks if task.parent_id is None]
    rows = read_rows(g.viewer, tops, read_directory(g.viewer, fresh=True))
    was_empty = project.open_count + project.closed_count <= len(pasted.tasks)
    if rows and not was_empty and filters.shows_new_at_end:
        group = "all" if not filters.group else str(rows[0].section_id or "none")
        html = piece(f"#rows-{group}", render_rows(list(rows)), "beforeend") + page.count_pieces(project.key)
    else:
        html = (
            piece("#list", render_list(g.viewer, page.filters or Filters(), project, fresh=True)) + page.sidebar_piece()
        )
    html += piece("#refused", render_template("tasks/_refused.html", refused=pasted.refused))
    return answer_pieces(html)


def swap_task(
    task_id: uuid.UUID, *, parts: Sequence[str] = (), toast: str | None = None, counts: bool = True
) -> Response:
    """Send the open task page's content anew, or only the parts of it that changed; else the browser to the page."""
    task = get_task(g.viewer, task_id, to="task.view", trashed=True)
    if not is_partial():
        return redirect_to(f"{g.viewer.base}/tasks/{task.ref}", toast=toast or "")
    html = render_template("tasks/_task.html", parts=parts, **task_context(g.viewer, task, fresh=True))
    whole = html if parts else piece("#task", html)
    figures = open_page(g.viewer).open_count_piece(task.project.key) if counts else ""
    return answer_pieces(whole + figures, toast=toast)
