"""All keys: over the page one is on, and as a page of its own."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, make_response, render_template

from app.keyboard.bar import draw_buttons
from app.keyboard.keys import ACTIONS, caps, groups
from app.web.responses import answer_pieces, is_partial, piece

bp = Blueprint("keyboard", __name__)


def init_keyboard(app: Flask) -> None:
    """Let every template name the keys."""
    app.jinja_env.globals |= {"ACTIONS": ACTIONS, "caps": caps, "bulk_buttons": draw_buttons}


@bp.get("/<workspace>/keyboard")
def show_keys() -> Response:
    if is_partial():
        html = render_template("keyboard/_dialog.html", groups=groups())
        return answer_pieces(piece("#dialogs", html, "innerHTML"))
    return make_response(render_template("keyboard/keys.html", groups=groups()))
