"""The door to these pages: the password once more, unless it was given within the hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from flask import Response, g, request

from app.accounts.models import User
from app.accounts.proving import has_proved
from app.accounts.routes.asking_again import ask, asks_again
from app.database import utcnow
from app.extensions import db
from app.instance.routes import bp
from app.web.responses import redirect_to, safe_next

HOUR = timedelta(hours=1)
START = "/admin/people"


def asks_first(view: Callable[..., str]) -> Callable[..., Response | str]:
    """Show the page to who has proved within the hour who they are; lead others to where they do."""

    @wraps(view)
    def showing(*args: Any, **kwargs: Any) -> Response | str:
        if has_proved(g.account, at=utcnow(), within=HOUR):
            return view(*args, **kwargs)
        return redirect_to(f"/admin/entry?{urlencode({'next': request.full_path.rstrip('?')})}")

    return showing


@bp.get("")
def show_start() -> Response:
    return redirect_to(START)


@bp.get("/entry")
def show_entry() -> Response:
    response = ask(db.session.get_one(User, g.account.user_id), kept=[("next", wanted(request.args.get("next")))])
    response.status_code = 200
    return response


@bp.post("/entry")
@asks_again
def enter() -> Response:
    return redirect_to(wanted(request.form.get("next")))


def wanted(typed: str | None) -> str:
    """Return the page of ours that was asked for."""
    target = safe_next(typed, START)
    return target if target.startswith("/admin/") else START
