"""New tasks from a line, a paste, or a copy."""

from __future__ import annotations

import uuid

from flask import Response, g, make_response, render_template, request

from app.database import utcnow
from app.dates import read_day
from app.errors import Invalid
from app.extensions import commit_as_shown, db
from app.tasks.capturing import create_typed
from app.tasks.creating import duplicate_task
from app.tasks.date_words import write_day
from app.tasks.fields import read_changes, read_id
from app.tasks.forms import read_chosen, read_form
from app.tasks.names import writer_of
from app.tasks.open_page import is_place_open
from app.tasks.page import task_context
from app.tasks.queries import get_inbox, get_project, get_task
from app.tasks.readback import say_created
from app.tasks.refs import TaskRef
from app.tasks.routes import bp
from app.tasks.routes.views import project_page
from app.tasks.swaps import SUBTASKS, swap_created, swap_place, swap_task, typed_in
from app.translation.speaking import _
from app.web.clock import now
from app.web.plain_words import plain_spans
from app.web.responses import is_partial, redirect_to
from app.wording import count

COLUMN_FIELDS = ("section_id", "status", "priority")
"""What a line takes on from the section or the column that it is added to."""


@bp.get("/<workspace>/tasks/new")
def show_new_task() -> str:
    """The whole form for a new task: where, what and when."""
    key = request.args.get("project")
    project = get_project(g.viewer, key, to="task.create") if key else get_inbox(g.viewer)
    due = {"due_words": shown_day(request.args.get("due", ""))}
    return render_template("tasks/new.html", values=due, errors={}, chosen=project.key)


def shown_day(asked: str) -> str:
    """Return the day of the address as a date field shows it; nothing where it is none."""
    try:
        return write_day(read_day(asked, "due"))
    except Invalid:
        return ""


@bp.post("/<workspace>/tasks")
def create_in_project() -> Response:
    """Make the task of the whole form; words in its title fill what the form leaves open."""
    form = request.form
    project = get_project(g.viewer, form.get("project", ""), to="task.create")
    typed = " ".join(form.get("title", "").splitlines())
    try:
        values = read_changes(read_form(form, writer_of(g.viewer, utcnow())) | {"title": "-" if typed.strip() else ""})
        made = create_typed(
            project,
            typed,
            by=g.viewer,
            at=utcnow(),
            values=values,
            id=wanted_id(),
            plain=plain_spans(typed),
            chosen=read_chosen(form),
        )
    except Invalid as fault:
        db.session.rollback()
        return make_response(
            render_template("tasks/new.html", values=form, errors=fault.errors, chosen=form.get("project")),
            422,
        )
    db.session.commit()
    said = say_created(made, g.viewer.zone, now())
    return redirect_to(f"{g.viewer.base}/tasks/{made.tasks[0].ref}", toast=said, undo=True, typed=typed_in(made))


@bp.post("/<workspace>/projects/<key>/tasks")
def create_tasks(key: str) -> Response:
    """Make a task of the line, or of every line of a paste; lines that cannot be taken are said."""
    project = get_project(g.viewer, key, to="task.create")
    typed = request.form.get("title", "")
    raw: dict[str, object] = {name: request.form[name] for name in COLUMN_FIELDS if name in request.form}
    if person := request.form.get("assignee"):
        raw["assignees"] = [person]
    values = read_changes(raw)
    try:
        pasted = create_typed(
            project, typed, by=g.viewer, at=utcnow(), values=values, id=wanted_id(), plain=plain_spans()
        )
    except Invalid as fault:
        db.session.rollback()
        if is_partial():
            raise
        return make_response(project_page(project, typed=typed, error=fault.message), 422)
    commit_as_shown()
    if pasted.refused and not is_partial():
        return make_response(project_page(project, refused=pasted.refused), 422)
    return swap_created(project, pasted)


@bp.post("/<workspace>/tasks/<ref:ref>/subtasks")
def create_subtasks(ref: TaskRef) -> Response:
    """Add subtasks, one for each line."""
    parent = get_task(g.viewer, ref, to="task.create", lock=True)
    typed = request.form.get("title", "")
    try:
        pasted = create_typed(
            parent.project, typed, by=g.viewer, at=utcnow(), parent=parent, id=wanted_id(), plain=plain_spans()
        )
        if not pasted.tasks and pasted.refused:
            raise Invalid({"title": [pasted.refused[0][2]]})
    except Invalid as fault:
        db.session.rollback()
        if is_partial():
            raise
        task = get_task(g.viewer, ref, to="task.view")
        context = task_context(g.viewer, task) | {"subtask": typed, "subtask_error": fault.message}
        return make_response(render_template("tasks/show.html", **context), 422)
    db.session.commit()
    said = say_created(pasted, g.viewer.zone, now())
    if pasted.refused:
        lines = count(len(pasted.refused), "line")
        said = f"{_('{lines} could not be added.', lines=lines)} {pasted.refused[0][2]} {said}".rstrip()
    return swap_task(parent.id, parts=SUBTASKS, toast=said, undo=True)


@bp.post("/<workspace>/tasks/<ref:ref>/copies")
def duplicate(ref: TaskRef) -> Response:
    task = get_task(g.viewer, ref, to="task.create", lock=True)
    copy = duplicate_task(task, by=g.viewer, at=utcnow())
    db.session.commit()
    if is_place_open(g.viewer):
        return swap_place(copy.project, tasks=[copy.id], toast="Copied")
    return redirect_to(f"{g.viewer.base}/tasks/{copy.ref}", toast=_("Copied: this is the copy"))


def wanted_id() -> uuid.UUID | None:
    """Return the id the form brought, so that a double click makes one task."""
    given = request.form.get("new_id", "")
    return read_id(given, "id") if given else None
