"""The offline page: the same for everybody, so that a browser may keep it."""

from __future__ import annotations

from flask import Blueprint, render_template

bp = Blueprint("offline", __name__)


@bp.get("/offline")
def show_offline() -> str:
    return render_template("offline/show.html")
