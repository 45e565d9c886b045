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
    """Answer with what has become of the tasks in `only` on the page `at`; 204 where that must be asked for whole.

    `all` asks for the view itself instead of the tasks, `heard` names the version that the page has heard of.
    """
    shown = shown_at(g.viewer, split_address(request.args.get("at")))
    if shown is None:
        return Response(status=204)
    asked = request.args
    refs, heard = read_only(asked.get("only", "")), asked.get("heard", type=int)
    answer = answer_pieces(render_news(shown, refs, is_all="all" in asked, heard=heard))
    answer.headers["Cache-Control"] = "no-store"
    return answer
