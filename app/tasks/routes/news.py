"""What others have changed on an open page."""

from __future__ import annotations

from flask import Response, g, request

from app.tasks.news import read_only, render_news
from app.tasks.open_page import shown_at
from app.tasks.routes import bp
from app.web.given_addresses import split_address
from app.web.responses import answer_pieces


@bp.get("/<workspace>/news")
def show_news() -> Response:
    """Answer with what has become of the tasks in `only` on the page `at`; 204 where that must be asked for whole."""
    shown = shown_at(g.viewer, split_address(request.args.get("at")))
    if shown is None:
        return Response(status=204)
    answer = answer_pieces(render_news(shown, read_only(request.args.get("only", ""))))
    answer.headers["Cache-Control"] = "no-store"
    return answer
