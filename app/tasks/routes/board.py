"""Later cards of a column, and the question where a card goes."""

from __future__ import annotations

from typing import Any

from flask import Response, g, render_template, request

from app.tasks.boards import BOARD_STATUSES, read_board
from app.tasks.filters import read_filters
from app.tasks.grouping import groups_for
from app.tasks.places import RULES, get_place
from app.tasks.queries import get_task
from app.tasks.refs import TaskRef
from app.tasks.routes import bp
from app.tasks.routes.states import back_to
from app.tasks.routes.views import path_parts
from app.tasks.wording import STATUS_NAMES
from app.translation.speaking import _
from app.web.clock import now
from app.web.responses import answer_pieces, is_partial, piece
from app.workspaces.directory import read_directory
from app.workspaces.etags import versioned


@versioned
def show_cards(**_parts: str) -> str:
    """Render the next page of one column: its cards, and the link to the page after."""
    place, _ = get_place(g.viewer, path_parts())
    board = read_board(g.viewer, place, read_filters(request.args), read_directory(g.viewer), now=now())
    g.true_until = board.listing.true_until
    column = board.columns[0]
    context: dict[str, Any] = {"rows": column.rows, "column": column, "path": f"{place.path}/board"}
    return render_template(
        "tasks/_cards.html", place=place, base=g.viewer.base, show_project=place.project is None, **context
    )


for path in RULES:
    bp.add_url_rule(f"/<workspace>/{path}/board/cards", view_func=show_cards)


@bp.get("/<workspace>/tasks/<ref:ref>/place")
def show_move(ref: TaskRef) -> Response | str:
    """Ask where the task goes: a column and a place in it; as a dialog where a page is open already."""
    task = get_task(g.viewer, ref, to="task.edit")
    sections = groups_for(g.viewer, "section", read_directory(g.viewer), task.project_id)
    context = {
        "task": task,
        "statuses": [(status, _(STATUS_NAMES[status])) for status in BOARD_STATUSES],
        "sections": [("" if one.key == "none" else one.key, one.name) for one in sections],
        "back": back_to(ref),
    }
    if is_partial():
        return answer_pieces(piece("#dialogs", render_template("tasks/_move.html", **context), "innerHTML"))
    return render_template("tasks/move.html", **context)
