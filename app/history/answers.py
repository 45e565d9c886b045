"""What an undo sends back: the open page as it is now, and a toast that leads forward again."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask import Response, g

from app.tasks.open_page import open_page
from app.tasks.swaps import place_pieces, swap_task
from app.translation.speaking import _
from app.web.responses import answer_pieces, came_from, is_partial, leave_for, redirect_to
from app.web.toasts import Offer


def answer_undone(told: str, *, redoes: bool, in_part: bool, tasks: Sequence[uuid.UUID] | None) -> Response:
    """Show these tasks, or else all of the open page, as they are now, and say what was undone or redone."""
    if in_part:
        text = _("Redone in part: {told}", told=told) if redoes else _("Undone in part: {told}", told=told)
    else:
        text = _("Redone: {told}", told=told) if redoes else _("Undone: {told}", told=told)
    return answer_page(text, redo=not redoes, tasks=tasks)


def answer_nothing(text: str) -> Response:
    """Say why nothing was undone; the page stays as it is."""
    return answer_pieces("", toast=text) if is_partial() else redirect_to(way_back(), toast=text)


def answer_page(text: str, *, redo: bool, tasks: Sequence[uuid.UUID] | None) -> Response:
    offer: Offer = "Redo" if redo else True
    page = open_page(g.viewer)
    if is_partial() and page.shown is not None:
        return answer_pieces(place_pieces(page, tasks), toast=text, undo=offer)
    if is_partial() and page.task_id is not None:
        return swap_task(page.task_id, toast=text, undo=offer)
    return leave_for(way_back(), toast=text, undo=offer)


def way_back() -> str:
    """Return the page the undo was asked on, if it was ours and is one to go back to, else the history."""
    path = came_from()
    is_page = path.startswith(f"{g.viewer.base}/") and not path.startswith(f"{g.viewer.base}/changes/")
    return path if is_page else f"{g.viewer.base}/history"
