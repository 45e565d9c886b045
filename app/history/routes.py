"""Undo, redo, and the page that shows what somebody changed since."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from flask import Blueprint, Response, g, make_response, render_template, request

from app.activity.record import tasks_recorded
from app.database import utcnow
from app.errors import NotFound
from app.extensions import db
from app.history.answers import answer_nothing, answer_undone
from app.history.changes import lock_chain
from app.history.lines import by_day, read_line
from app.history.listing import KINDS, Wanted, list_changes, read_changes
from app.history.stack import next_to_redo, next_to_undo
from app.history.undoing import ChangedSince, Choice, NothingLeft, Plan, find_rest, make_plan, undo_change
from app.history.wording import tell_change, without_person
from app.projects.company import list_company
from app.tasks.queries import get_project
from app.texts import read_uuid
from app.translation.speaking import _
from app.trash.contents import DAYS_KEPT
from app.web.clock import now
from app.web.responses import is_partial, leave_for
from app.workspaces.directory import read_directory
from app.workspaces.etags import versioned

bp = Blueprint("history", __name__)
MOST_STEPS = 500
KIND_NAMES = {
    "tasks": "Tasks",
    "comments": "Comments",
    "projects": "Projects",
    "labels": "Labels",
    "filters": "Filters",
    "people": "People",
}


@bp.post("/<workspace>/changes/<uuid:id>/undo")
def undo(id: uuid.UUID) -> Response:
    """Undo this change, or redo it where it was an undo."""
    return undo_and_answer(id)


@bp.post("/<workspace>/undo")
def undo_last() -> Response:
    """Undo the viewer's own last change of which there is anything left; what has gone for ever is passed over."""
    tried: set[uuid.UUID] = set()
    while change_id := next_to_undo(g.viewer, at=utcnow(), but=tried):
        try:
            return undo_and_answer(change_id)
        except (NothingLeft, NotFound):
            db.session.rollback()
            tried.add(change_id)
    return answer_nothing("You have changed nothing in the last day.")


@bp.post("/<workspace>/redo")
def redo_last() -> Response:
    """Redo what the viewer undid last."""
    try:
        if change_id := next_to_redo(g.viewer, at=utcnow()):
            return undo_and_answer(change_id)
    except (NothingLeft, NotFound):
        db.session.rollback()
    return answer_nothing("There is nothing to redo.")


@bp.get("/<workspace>/history")
@versioned
def show_history() -> str:
    """Show what happened here, the newest first."""
    g.nav = "history"
    wanted = read_wanted()
    changes, more = list_changes(g.viewer, wanted)
    directory = read_directory(g.viewer)
    people = sorted(list_company(g.viewer, gone=True), key=lambda one: one.name.casefold())
    return render_template(
        "history/index.html",
        days=by_day([read_line(one, g.viewer, directory, now()) for one in changes], g.viewer, now()),
        wanted=request.args,
        more=urlencode({**request.args, "before": more}) if more else "",
        kinds=[(kind, _(KIND_NAMES[kind])) for kind in KINDS],
        people=[(one.id, one.name) for one in people],
        kept=DAYS_KEPT,
    )


@bp.get("/<workspace>/changes/<uuid:id>")
@versioned
def show_change(id: uuid.UUID) -> str:
    """Show all that one change did."""
    g.nav = "history"
    changes = read_changes(g.viewer, [], change_id=id, shown=MOST_STEPS)
    if not changes:
        raise NotFound
    line = read_line(changes[0], g.viewer, read_directory(g.viewer), now())
    return render_template("history/change.html", line=line, day=by_day([line], g.viewer, now())[0][0])


def read_wanted() -> Wanted:
    """Return what the address asks for; what it does not name well is left out."""
    args = request.args
    kind, before = args.get("kind", ""), args.get("before", "")
    project = args.get("project", "")
    return Wanted(
        read_uuid(args.get("person", "")),
        get_project(g.viewer, project, to="project.view", trashed=True).id if project else None,
        kind if kind in KINDS else "",
        int(before) if before.isdecimal() and len(before) < 19 else None,
    )


def undo_and_answer(id: uuid.UUID) -> Response:
    try:
        plan = undo_change(g.viewer, id, at=utcnow(), choice=read_choice())
    except ChangedSince as since:
        return answer_changed(since)
    if plan is None:
        return answer_nothing("That has happened already.")
    told, tasks = tell_plan(plan), tasks_recorded()
    db.session.commit()
    return answer_undone(told, redoes=plan.redoes, in_part=bool(plan.left), tasks=tasks)


def read_choice() -> Choice:
    given = request.form.get("choice", "")
    return "rest" if given == "rest" else "anyway" if given == "anyway" else ""


def answer_changed(since: ChangedSince) -> Response:
    """Show what is in the way; a page is shown for it, also where htmx asked."""
    db.session.rollback()
    if is_partial():
        return leave_for(f"{g.viewer.base}/changes/{since.change_id}/undo")
    return make_response(difference_page(since.change_id), 409)


@bp.get("/<workspace>/changes/<uuid:id>/undo")
def show_differences(id: uuid.UUID) -> str:
    """Show what undoing would do, and what somebody changed since."""
    return difference_page(id)


def difference_page(id: uuid.UUID) -> str:
    chain = lock_chain(g.viewer, id)
    plan = make_plan(g.viewer, chain, at=utcnow(), rest=find_rest(g.viewer, chain, id))
    return render_template("history/undoing.html", plan=plan, told=tell_plan(plan))


def tell_plan(plan: Plan) -> str:
    """Return in words what is undone or redone; nothing of what is left as it is, if anything else is not."""
    names = {subject.net.subject_id: subject.name for subject in plan.subjects}
    done = [event for event in plan.told if event.subject_id not in plan.left]
    return without_person(tell_change(done or plan.told, names))
