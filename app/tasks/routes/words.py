"""What a line means while it is being typed, and what fits next in a filter. By POST, so that no log has the words."""

from __future__ import annotations

from flask import g, render_template, request

from app.database import utcnow
from app.dates import Due, read_day
from app.extensions import limiter
from app.filtering.offering import offer
from app.filtering.parsing import LONGEST
from app.projects.models import Project
from app.tasks.chips import chips_of
from app.tasks.forms import read_chosen
from app.tasks.names import known_names
from app.tasks.naming import names_of
from app.tasks.places import find_place
from app.tasks.queries import get_inbox, get_project, get_task
from app.tasks.refs import read_ref
from app.tasks.routes import bp
from app.tasks.routes.adding import home_of
from app.tasks.understanding import LineReader
from app.web.clock import now
from app.web.plain_words import characters, plain_spans, units
from app.words.offering import offer_names

MOST = "100 per 5 seconds"
"""For one person; nobody types faster than twenty letters a second."""


def most() -> str:
    return MOST


def who() -> str:
    return f"words:{g.viewer.member_id}"


@bp.post("/<workspace>/words")
@limiter.limit(most, key_func=who)
def read_words() -> str:
    """Return the chips of the line, each with its place in it, and the names that fit where one writes."""
    form = request.form
    line, plain = form.get("title", ""), plain_spans()
    home, is_subtask = read_home()
    names = known_names(g.viewer)
    reader = LineReader(g.viewer, utcnow(), names, read_chosen(form))
    understood = reader.read(line, home, is_subtask=is_subtask, plain=plain)
    default = Due(read_day(form["day"], "title")) if form.get("day") else None
    repeat, understood.reading.due = reader.when_of(understood.reading, default)
    at = form.get("at", "")
    offers = offer_names(line, characters(line, int(at)), names, plain) if at.isdecimal() and len(at) < 6 else None
    return render_template(
        "tasks/_words.html",
        chips=[
            (units(line, chip.start), units(line, chip.end), chip)
            for chip in chips_of(understood, repeat, g.viewer.zone, now())
        ],
        offers=offers,
        start=units(line, offers.start) if offers else 0,
    )


@bp.post("/<workspace>/filter-words")
@limiter.limit(most, key_func=who)
def complete_filter() -> str:
    """Return the fields, values and names that fit where one writes in a filter."""
    text, at = request.form.get("filter", "")[:LONGEST], request.form.get("at", "")
    place = characters(text, int(at)) if at.isdecimal() and len(at) < 6 else len(text)
    offers = offer(text, place, lambda field: names_of(g.viewer, field))
    return render_template("filters/_offers.html", offers=offers, start=units(text, offers.start) if offers else 0)


def read_home() -> tuple[Project, bool]:
    """Return the project in which the line is typed, which the form's address tells, and if it is under a task."""
    form = request.form
    parts = form.get("to", "").removeprefix(g.viewer.base).strip("/").split("/")
    if parts[0] == "tasks" and len(parts) > 1 and (ref := read_ref(parts[1])):
        return get_task(g.viewer, ref, to="task.create").project, True
    if parts[0] == "filters" and (found := find_place(g.viewer, parts)):
        return home_of(found[0]), False
    key = parts[1] if parts[0] == "projects" and len(parts) > 1 else form.get("project", "")
    return (get_project(g.viewer, key, to="task.create") if key else get_inbox(g.viewer)), False
