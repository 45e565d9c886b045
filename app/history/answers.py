"""What an undo sends back: the open page as it is now, and a toast that leads forward again."""

from __future__ import annotations

from flask import Response, g

from app.history.undoing import Plan
from app.history.wording import tell_change
from app.tasks.open_page import open_page
from app.tasks.swaps import panel_piece, swap_task
from app.web.responses import answer_pieces, came_from, is_partial, redirect_to


def answer_undone(plan: Plan) -> Response:
    """Show the open page as it is after the undo, and say what was undone."""
    names = {subject.net.subject_id: subject.name for subject in plan.subjects}
    told = tell_change(plan.told, names)
    if plan.redoes:
        return answer_page(f"Redone: {told}", redo=False)
    return answer_page(f"Undone: {told}", redo=True)


def answer_nothing(text: str) -> Response:
    """Say why nothing was undone; the page stays as it is."""
    return answer_pieces("", toast=text) if is_partial() else redirect_to(way_back(), toast=text)


def answer_page(text: str, *, redo: bool) -> Response:
    if not is_partial():
        return redirect_to(way_back(), toast=text, undo="Redo" if redo else True)
    page = open_page(g.viewer)
    if page.shown is not None:
        whole = page.shown.view.whole(page.shown) + panel_piece(page)
        return answer_pieces(whole + page.sidebar_piece(), toast=text, undo="Redo" if redo else True)
    if page.task_id is not None:
        return swap_task(page.task_id, toast=text, undo="Redo" if redo else True)
    response = redirect_to(way_back(), toast=text, undo="Redo" if redo else True)
    response.status_code, response.headers["HX-Redirect"] = 200, response.headers.pop("Location")
    return response


def way_back() -> str:
    """Return the page the undo was asked on, if it was ours and is one to go back to, else the history."""
    path = came_from()
    is_page = path.startswith(f"{g.viewer.base}/") and not path.startswith(f"{g.viewer.base}/changes/")
    return path if is_page else f"{g.viewer.base}/history"
