"""The palette's contents, as pieces: what it offers at once, and the tasks that typed words find."""

from __future__ import annotations

from flask import Blueprint, g, render_template, request
from werkzeug.datastructures import MultiDict

from app.palette.entries import KINDS, list_places
from app.projects.sidebar import read_sidebar
from app.tasks.filters import read_filters
from app.tasks.listing import read_listing
from app.tasks.places import everywhere
from app.tasks.refs import read_ref
from app.tasks.rows import Row, read_rows_named
from app.web.clock import now
from app.workspaces.directory import read_directory
from app.workspaces.etags import versioned

bp = Blueprint("palette", __name__)

MOST_FOUND = 8
MOST_RECENT = 8


@bp.get("/<workspace>/palette")
@versioned
def show_palette() -> str:
    """Everything that is offered before a word is typed; `ref` names the tasks this browser opened last."""
    given = [ref for text in request.args.getlist("ref")[:MOST_RECENT] if (ref := read_ref(text))]
    directory = read_directory(g.viewer)
    sidebar = read_sidebar(g.viewer)
    return render_template(
        "palette/_offers.html",
        recent=read_rows_named(g.viewer, given, directory),
        places=list_places(g.viewer, sidebar),
        kinds=KINDS,
        inbox=sidebar.inbox,
    )


@bp.get("/<workspace>/palette/tasks")
@versioned
def find_tasks() -> str:
    """The first tasks that fit the words or the filter, open ones first, each under the viewer's own rights."""
    return render_template("palette/_tasks.html", tasks=find(request.args.get("q", "")))


def find(words: str) -> list[Row]:
    directory = read_directory(g.viewer)
    asked = read_filters(MultiDict({"filter": words, "sort": "updated"}))
    if asked.mistaken:
        asked = read_filters(MultiDict({"q": words, "sort": "updated"}))
    found: list[Row] = []
    for state in [""] if asked.says_state else ["is:open", "is:done"]:
        if asked.tree and len(found) < MOST_FOUND:
            listing = read_listing(g.viewer, asked.also(state), directory, now=now(), place=everywhere(g.viewer))
            found += [row for part in listing.parts for row in part.rows]
    return found[:MOST_FOUND]
