"""The board: columns of cards that are dragged, or moved by keys and a menu."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from flask import g, render_template
from markupsafe import Markup

from app.tasks.boards import GROUPS, Board, read_board
from app.tasks.filters import Filters
from app.tasks.keeping import place_key
from app.tasks.places import Place
from app.tasks.rows import read_rows
from app.tasks.views.view import Shown, View
from app.web.cache import cached
from app.web.clock import now
from app.web.responses import piece
from app.workspaces.directory import read_directory
from app.workspaces.viewer import Viewer


class BoardView(View):
    name, title, icon = "board", "Board", "columns-3"
    remembered = ("group", "sort")

    def render(self, viewer: Viewer, place: Place, filters: Filters, *, fresh: bool = False) -> Markup:
        if fresh:
            return Markup(board_html(viewer, place, filters, fresh=True)[0])  # noqa: S704 - our own template
        boards: list[Board] = []

        def make() -> str:
            html, board = board_html(viewer, place, filters)
            boards.append(board)
            return html

        key = place_key("board", viewer, place, filters)
        text, g.true_until = cached(key, make, until=lambda: boards[0].listing.true_until)
        return Markup(text)  # noqa: S704 - rendered by our own template

    def pieces(self, page: Shown, ids: Sequence[uuid.UUID]) -> str:
        """Return the cards, each with where it stands, and the counts; a card that is not shown any more goes."""
        directory = read_directory(page.viewer, fresh=True)
        board = read_board(page.viewer, page.place, page.filters, directory, now=now())
        rows = read_rows(page.viewer, list(ids), directory)
        html = ""
        for row in rows:
            found = board.find(row.id)
            if found:
                html += piece(f"#task-{row.ref}", card_html(page, board, row, *found))
            elif not row.parent_id:
                html += piece(f"#task-{row.ref}", "", "delete")
        return html + counts_html(page, board)

    def moved_pieces(self, page: Shown, ids: Sequence[uuid.UUID]) -> str:
        return self.pieces(page, ids)

    def news(self, page: Shown, ids: Sequence[uuid.UUID]) -> str:
        return self.pieces(page, ids)

    def new_pieces(self, page: Shown, ids: Sequence[uuid.UUID]) -> str:
        """Return the new cards for the columns they stand in."""
        board = read_board(page.viewer, page.place, page.filters, read_directory(page.viewer, fresh=True), now=now())
        found = [(row, column) for column in board.columns for row in column.rows if row.id in ids]
        html = "".join(
            piece(f"#cards-{column.group.key}", card_html(page, board, row, *place), "beforeend")
            for row, column in found
            if (place := board.find(row.id))
        )
        return html + counts_html(page, board)


def board_html(viewer: Viewer, place: Place, filters: Filters, *, fresh: bool = False) -> tuple[str, Board]:
    directory = read_directory(viewer, fresh=fresh)
    board = read_board(viewer, place, filters, directory, now=now())
    context = board_context(viewer, place, filters, board)
    return render_template("tasks/_board.html", directory=directory, **context), board


def board_context(viewer: Viewer, place: Place, filters: Filters, board: Board) -> dict[str, Any]:
    return {
        "board": board,
        "filters": board.filters,
        "asked": filters,
        "groups": GROUPS,
        "listing": board.listing,
        "place": place,
        "project": place.project,
        "base": viewer.base,
        "path": f"{place.path}/board",
        "show_project": place.project is None,
    }


def card_html(page: Shown, board: Board, row: Any, column: Any, behind: str) -> str:
    return render_template(
        "tasks/_cards.html",
        rows=[row],
        base=page.viewer.base,
        show_project=page.place.project is None,
        goes=f"cards-{column.group.key}",
        behind=behind,
        place=page.place,
    )


def counts_html(page: Shown, board: Board) -> str:
    return render_template("tasks/_board_counts.html", board=board, listing=board.listing, filters=page.filters)
