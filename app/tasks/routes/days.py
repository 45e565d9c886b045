"""Today and Upcoming, new tasks on a day, and another day for a task."""

from __future__ import annotations

from flask import Response, g, make_response, render_template, request

from app.database import utcnow
from app.dates import Due, read_day
from app.errors import Conflict, Invalid
from app.extensions import db
from app.tasks.capturing import create_typed
from app.tasks.date_words import read_day_words
from app.tasks.days.moving import move_all_to_day, move_to_day
from app.tasks.days.today import list_late
from app.tasks.forms import read_base, read_settled
from app.tasks.names import writer_of
from app.tasks.open_page import open_page
from app.tasks.page import near_days
from app.tasks.queries import get_inbox, get_project, get_task
from app.tasks.refs import TaskRef
from app.tasks.routes import bp
from app.tasks.routes.creation import wanted_id
from app.tasks.routes.page import answer_conflict
from app.tasks.routes.states import back_to
from app.tasks.swaps import PROPERTIES, swap_changed, swap_created
from app.tasks.views import TODAY, UPCOMING
from app.translation.speaking import _
from app.web.clock import now
from app.web.plain_words import plain_spans
from app.web.responses import answer_pieces, came_from, is_partial, piece, redirect_to, safe_next
from app.wording import count, say_day
from app.workspaces.etags import versioned


@bp.get("/<workspace>/today")
@versioned
def show_today() -> str:
    return today_page()


def today_page(**extra: object) -> str:
    """Render Today, with what was typed above it where that could not be taken."""
    g.nav = "today"
    shown = TODAY.shown(g.viewer, request.args)
    context = {"typed": "", "error": "", **extra}
    return render_template(
        "days/today.html", region=shown.render(), place=shown.place, day=g.viewer.today(now()), **context
    )


@bp.get("/<workspace>/upcoming")
@versioned
def show_upcoming() -> str:
    g.nav = "upcoming"
    shown = UPCOMING.shown(g.viewer, request.args)
    return render_template("days/upcoming.html", region=shown.render(), place=shown.place)


@bp.post("/<workspace>/days")
def create_on_day() -> Response:
    """Make a task of each line, due on that day: in the project that is named, else in one's Inbox."""
    form = request.form
    day = read_day(form.get("day", ""), "title")
    key = form.get("project", "")
    project = get_project(g.viewer, key, to="task.create") if key else get_inbox(g.viewer)
    values = {"due": Due(day)} | ({"assignees": [g.viewer.member_id]} if form.get("mine") else {})
    typed = form.get("title", "")
    try:
        made = create_typed(
            project, typed, by=g.viewer, at=utcnow(), values=values, id=wanted_id(), plain=plain_spans()
        )
    except Invalid as fault:
        db.session.rollback()
        if is_partial():
            raise
        return make_response(today_page(typed=typed, error=fault.message), 422)
    db.session.commit()
    return swap_created(project, made, otherwise=came_from() or f"{g.viewer.base}/upcoming")


@bp.post("/<workspace>/today/late")
def move_late() -> Response:
    """Make everything of earlier days due today, as one change."""
    tasks = list_late(g.viewer, now=now())
    move_all_to_day(tasks, g.viewer.today(now()), by=g.viewer, at=utcnow())
    db.session.commit()
    toast = _("{tasks} moved to today", tasks=count(len(tasks), "task")) if tasks else _("Nothing is late")
    if not is_partial():
        return redirect_to(f"{g.viewer.base}/today", toast=toast, undo=True)
    page = open_page(g.viewer)
    return answer_pieces(page.shown.view.whole(page.shown) if page.shown else "", toast=toast, undo=True)


@bp.get("/<workspace>/tasks/<ref:ref>/day")
def show_day(ref: TaskRef) -> Response | str:
    """Ask for another day: the way that needs no script and no pointer."""
    task = get_task(g.viewer, ref, to="task.edit")
    back = safe_next(came_from(), f"{g.viewer.base}/tasks/{task.ref}")
    context = {"task": task, "back": back, "near_days": near_days(g.viewer.today(now()))}
    if is_partial():
        return answer_pieces(piece("#dialogs", render_template("days/_move.html", **context), "innerHTML"))
    return render_template("days/move.html", **context)


@bp.post("/<workspace>/tasks/<ref:ref>/day")
def change_day(ref: TaskRef) -> Response:
    """Move the task to another day, or to none; its time and zone stay. One's own last change is no conflict."""
    form = request.form
    back = safe_next(form.get("next"), back_to(ref))
    task = get_task(g.viewer, ref, to="task.edit", lock=True)
    wanted = form.get("day")
    day = None if wanted == "" else read_day_words(wanted or "", writer_of(g.viewer, utcnow()), "due")
    try:
        move_to_day(task, day, by=g.viewer, at=utcnow(), base=read_base(form), settled=read_settled(form))
    except Conflict as conflict:
        if not is_own(conflict):
            db.session.rollback()
            return answer_conflict(ref, conflict)
        move_to_day(task, day, by=g.viewer, at=utcnow())
    db.session.commit()
    toast = _("“{title}” has no date now", title=task.title)
    if day:
        toast = _("“{title}” moved to {day}", title=task.title, day=say_day(day, g.viewer.today(now())))
    return swap_changed(task, otherwise=back, parts=PROPERTIES, toast=toast, counts=False)


def is_own(conflict: Conflict) -> bool:
    """Say whether the other side of a conflict is the viewer, as when two drags follow each other fast."""
    return all(sides["by"] is not None and sides["by"].id == g.viewer.member_id for sides in conflict.fields.values())
