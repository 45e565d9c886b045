"""Signing in by a link in a mail; looking at it spends nothing."""

from __future__ import annotations

from flask import Response, make_response, render_template, request

from app.accounts.asking_for_links import ask_for_link
from app.accounts.emails import read_email
from app.accounts.links import get_link, spend_link
from app.accounts.notices import notice
from app.accounts.routes import bp
from app.accounts.routes.entering import let_in
from app.activity.nudge import nudge
from app.database import utcnow
from app.errors import Invalid, NotFound
from app.extensions import db, limiter
from app.web.addresses import keeps_mail, sends_mail
from app.web.limits import auth_limit

FIRST = (
    "Your address is confirmed. Everything that opened this account before has ended. "
    "Choose a new password in your settings."
)


@bp.get("/sign-in/link")
def show_link_request() -> str:
    return request_page({}, request.args.get("email", ""))


def request_page(errors: dict[str, list[str]], email: str, *, asked: bool = False) -> str:
    return render_template(
        "accounts/link_request.html",
        errors=errors,
        email=email,
        asked=asked,
        sends_mail=sends_mail(),
        keeps_mail=keeps_mail(),
    )


@bp.post("/sign-in/link")
@limiter.shared_limit(auth_limit, scope="auth")
def create_link() -> Response:
    """Do and answer the same whether or not there is such an account."""
    typed = request.form.get("email", "")
    try:
        email = read_email(typed)
    except Invalid as fault:
        return make_response(request_page(fault.errors, typed), 422)
    if sends_mail():
        ask_for_link("sign_in", email, at=utcnow())
        db.session.commit()
        nudge()
    return make_response(request_page({}, email, asked=True))


@bp.get("/sign-in/link/<token>")
def show_link(token: str) -> Response:
    """Show who would be signed in, with the button that does it."""
    try:
        link = get_link(token, "sign_in", at=utcnow())
    except NotFound:
        return ended("sign_in")
    return make_response(render_template("accounts/link.html", email=link.email, token=token))


@bp.post("/sign-in/link/<token>")
@limiter.shared_limit(auth_limit, scope="auth")
def use_link(token: str) -> Response:
    try:
        link = get_link(token, "sign_in", at=utcnow(), lock=True)
    except NotFound:
        return ended("sign_in")
    is_first = link.user.email_confirmed_at is None
    user = spend_link(link, at=utcnow())
    if is_first:
        notice(user, "claimed", at=utcnow())
    return let_in(user, "/", toast=FIRST if is_first else "", is_told=is_first)


def ended(purpose: str) -> Response:
    return make_response(render_template("accounts/link_ended.html", purpose=purpose), 410)
