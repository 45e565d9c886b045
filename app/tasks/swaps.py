"""What a change sends back to an open page: the row, the list or the task it touched, and the counts beside them."""

from __future__ import annotations

import uuid
from urllib.parse import parse_qsl, urlsplit

from flask import Response, g, render_template, request
from werkzeug.datastructures import MultiDict

from app.projects.models import Project
from app.projects.sidebar import read_sidebar
from app.tasks.creating import Pasted
from app.tasks.filters import Filters, read_filters
from app.tasks.listing import read_rows
from app.tasks.lists import render_list, with_default_group
from app.tasks.models import Task
from app.tasks.page import task_context
from app.tasks.queries import get_task
from app.web.responses import answer_pieces, is_partial, piece, redirect_to
from app.workspaces.directory import read_directory


def current_page() -> tuple[str, str]:
    """Return path and query of the page that htmx says is open."""
    parts = urlsplit(request.headers.get("HX-Current-URL", ""))
    return parts.path, parts.query


def current_filters() -> Filters | None:
    """Return the filters of the open list, or None if another page is open."""
    path, query = current_page()
    is_list = path == f"{g.viewer.base}/tasks" or (
        path.startswith(f"{g.viewer.base}/projects/") and path.count("/") == 3
    )
    return read_filters(MultiDict(parse_qsl(query))) if is_list else None


def is_task_page(task: Task) -> bool:
    return current_page()[0].startswith(f"{g.viewer.base}/tasks/")


def sidebar_piece() -> str:
    """Return the sidebar as it is now: its counts follow every change."""
    g.pop("sidebar", None)
    path, _ = current_page()
    sidebar = read_sidebar(g.viewer)
    nav = next(
        (f"project:{one.key}" for one in sidebar.projects if one.url == path),
        "tasks" if path.endswith("/tasks") else "",
    )
    nav = "inbox" if sidebar.inbox and sidebar.inbox.url == path else nav
    return piece("#sidebar", render_template("layouts/_sidebar.html", sidebar=sidebar, nav=nav))


def swap_row(task: Task, *, otherwise: str, toast: str | None = None) -> Response:
    """Send the task's row to an open list, or the whole task to its open page."""
    if not is_partial():
        return redirect_to(otherwise)
    if current_filters() is None:
        return swap_task(task.id, toast=toast)
    rows = read_rows(g.viewer, [task.id], read_directory(g.viewer, fresh=True))
    show_project = current_page()[0] == f"{g.viewer.base}/tasks"
    html = "".join(
        piece(
            f"#task-{row.ref}",
            render_template("tasks/_rows.html", rows=[row], base=g.viewer.base, show_project=show_project),
        )
        for row in rows
    )
    return answer_pieces(html + sidebar_piece(), toast=toast)


def swap_list(project: Project | None, *, toast: str | None = None, otherwise: str = "") -> Response:
    """Send the open list anew."""
    if not is_partial():
        return redirect_to(
            otherwise or (f"{g.viewer.base}/projects/{project.key}" if project else f"{g.viewer.base}/tasks")
        )
    filters = current_filters() or Filters()
    shown = None if current_page()[0] == f"{g.viewer.base}/tasks" else project
    return answer_pieces(
        piece("#list", render_list(g.viewer, filters, shown, fresh=True)) + sidebar_piece(), toast=toast
    )


def swap_new_rows(project: Project, pasted: Pasted) -> Response:
    """Add new rows to the end of the open list, or send the list anew where the end is not their place."""
    if not is_partial():
        return redirect_to(f"{g.viewer.base}/projects/{project.key}")
    filters = with_default_group(g.viewer, current_filters() or Filters(), project, fresh=True)
    tops = [task for task in pasted.tasks if task.parent_id is None]
    rows = read_rows(g.viewer, [task.id for task in tops], read_directory(g.viewer, fresh=True))
    at_end = (
        filters.sort == "order" and filters.group in ("", "section") and not filters.narrows and not filters.statuses
    )
    was_empty = project.open_count + project.closed_count <= len(pasted.tasks)
    if at_end and rows and not was_empty:
        group = "all" if not filters.group else str(rows[0].section_id or "none")
        html = piece(
            f"#rows-{group}",
            render_template("tasks/_rows.html", rows=rows, base=g.viewer.base, show_project=False),
            "beforeend",
        )
    else:
        html = piece("#list", render_list(g.viewer, filters, project, fresh=True))
    html += piece("#refused", render_template("tasks/_refused.html", refused=pasted.refused))
    html += piece("#quick-add-id", f'<input type="hidden" id="quick-add-id" name="id" value="{uuid.uuid4()}">')
    return answer_pieces(html + sidebar_piece())


def swap_task(task_id: uuid.UUID, *, toast: str | None = None, status: int = 200) -> Response:
    """Send the open task page's content anew, or the browser to the page."""
    task = get_task(g.viewer, task_id, to="task.view", trashed=True)
    if not is_partial():
        return redirect_to(f"{g.viewer.base}/tasks/{task.ref}")
    html = render_template("tasks/_task.html", **task_context(g.viewer, task, fresh=True))
    return answer_pieces(piece("#task", html) + sidebar_piece(), toast=toast, status=status)
