"""A new password by a link in a mail; looking at it spends nothing."""

from __future__ import annotations

from flask import Response, make_response, render_template, request

from app.accounts.notices import notice
from app.accounts.resetting import get_reset, spend_reset
from app.accounts.routes import bp
from app.accounts.routes.entering import let_in
from app.database import utcnow
from app.errors import Invalid, NotFound
from app.extensions import limiter
from app.web.limits import auth_limit

FIRST = "Your new password is set. Everything else that opened this account before has ended."


@bp.get("/reset/<token>")
def show_reset(token: str) -> Response:
    try:
        reset = get_reset(token, at=utcnow())
    except NotFound:
        return ended()
    return make_response(render_template("accounts/reset.html", email=reset.user.email, token=token, errors={}))


@bp.post("/reset/<token>")
@limiter.shared_limit(auth_limit, scope="auth")
def use_reset(token: str) -> Response:
    try:
        reset = get_reset(token, at=utcnow(), lock=True)
    except NotFound:
        return ended()
    try:
        is_first = spend_reset(reset, request.form.get("password", ""), at=utcnow())
    except Invalid as fault:
        page = render_template("accounts/reset.html", email=reset.user.email, token=token, errors=fault.errors)
        return make_response(page, 422)
    notice(reset.user, "claimed" if is_first else "password_reset", at=utcnow())
    return let_in(reset.user, "/", toast=FIRST if is_first else "Your new password is set.", is_told=True)


def ended() -> Response:
    return make_response(render_template("accounts/reset_ended.html"), 410)
