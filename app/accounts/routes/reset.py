"""A forgotten password: asking for a link, and spending it."""

from __future__ import annotations

from flask import Response, make_response, render_template, request

from app.accounts.asking_for_links import ask_for_link
from app.accounts.emails import read_email
from app.accounts.notices import notice
from app.accounts.resetting import get_reset, spend_reset
from app.accounts.routes import bp
from app.accounts.routes.entering import let_in
from app.activity.nudge import nudge
from app.database import utcnow
from app.errors import Invalid, NotFound
from app.extensions import db, limiter
from app.web.addresses import keeps_mail, sends_mail
from app.web.limits import auth_limit

FIRST = "Your new password is set. Everything else that opened this account before has ended."


@bp.get("/forgot-password")
def show_forgot() -> str:
    return forgot_page({}, request.args.get("email", ""))


def forgot_page(errors: dict[str, list[str]], email: str, *, asked: bool = False) -> str:
    return render_template(
        "accounts/forgot_password.html",
        errors=errors,
        email=email,
        asked=asked,
        sends_mail=sends_mail(),
        keeps_mail=keeps_mail(),
    )


@bp.post("/forgot-password")
@limiter.shared_limit(auth_limit, scope="auth")
def create_reset() -> Response:
    """Do and answer the same whether or not there is such an account."""
    typed = request.form.get("email", "")
    try:
        email = read_email(typed)
    except Invalid as fault:
        return make_response(forgot_page(fault.errors, typed), 422)
    if sends_mail():
        ask_for_link("reset", email, at=utcnow())
        db.session.commit()
        nudge()
    return make_response(forgot_page({}, email, asked=True))


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
