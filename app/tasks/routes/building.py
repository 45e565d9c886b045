"""The builder of a filter for each place and view: a dialog on the open page, or a page of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, g, make_response, render_template, request

from app.filtering.rows import HOWS
from app.tasks.building import Built, read_built
from app.tasks.filter_chips import STATES
from app.tasks.listing import read_counts
from app.tasks.names import writer_of
from app.tasks.naming import offered_names, unknown_names
from app.tasks.places import RULES
from app.tasks.routes import bp
from app.tasks.routes.views import path_parts
from app.tasks.views import VIEWS, get_shown
from app.tasks.views.view import Shown
from app.tasks.wording import PRIORITY_NAMES, STATUS_NAMES
from app.web.clock import now
from app.web.responses import answer_pieces, is_partial, leave_for, piece

WORDS = {
    "is": STATES,
    "status": STATUS_NAMES,
    "priority": dict(reversed(PRIORITY_NAMES.items())),
}


def build_filter(**_parts: str) -> Response:
    """Show the filter of this address as text and as rows, change either, and go back to the list with it."""
    shown = get_shown(g.viewer, path_parts()[:-1], request.args)
    built = read_built(shown.filters, request.args, writer_of(g.viewer, now()))
    shown = replace(shown, filters=built.filters)
    if request.args.get("do") == "show" and built.is_sound:
        return leave_for(shown.url)
    context = builder_context(shown, built)
    if not is_partial():
        g.nav = shown.place.nav
        return make_response(render_template("filters/builder.html", **context))
    if "mode" in request.args or "was" in request.args:
        return answer_pieces(piece("#filter-builder", render_template("filters/_builder.html", **context), "outerHTML"))
    return answer_pieces(piece("#dialogs", render_template("filters/_builder_dialog.html", **context), "innerHTML"))


def builder_context(shown: Shown, built: Built) -> dict[str, Any]:
    filters = built.filters
    fields = {row.field for row in built.rows.rows} if built.rows else set()
    return {
        "place": shown.place,
        "path": shown.path,
        "back": shown.url,
        "filters": filters,
        "built": built,
        "total": None if not built.is_sound else read_counts(g.viewer, filters, now=now(), place=shown.place)[0],
        "unknown": unknown_names(g.viewer, filters.tree),
        "offered": {name: offered_names(g.viewer, name) for name in sorted(fields)},
        "hows": HOWS,
        "words": WORDS,
    }


for path in RULES:
    for view in VIEWS:
        bp.add_url_rule(f"/<workspace>/{path}{view.ending}/filter", view_func=build_filter)
