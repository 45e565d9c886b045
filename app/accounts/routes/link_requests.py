"""Asking for a link by mail, to sign in or to set a new password: the same is done and said for every address."""

from __future__ import annotations

from flask import Response, make_response, render_template, request

from app.accounts.asking_for_links import ask_for_link
from app.accounts.emails import read_email
from app.accounts.routes import bp
from app.activity.nudge import nudge
from app.database import utcnow
from app.errors import Invalid
from app.extensions import db, limiter
from app.web.addresses import keeps_mail, sends_mail
from app.web.limits import auth_limit

PAGES = {
    "sign_in": ("/sign-in/link", "accounts/link_request.html"),
    "reset": ("/forgot-password", "accounts/forgot_password.html"),
}
"""Where a link for each purpose is asked for, and the page there."""


@bp.get("/sign-in/link")
def show_link_request() -> str:
    return request_page("sign_in", request.args.get("email", ""))


@bp.post("/sign-in/link")
@limiter.shared_limit(auth_limit, scope="auth")
def create_link() -> Response:
    return ask("sign_in")


@bp.get("/forgot-password")
def show_forgot() -> str:
    return request_page("reset", request.args.get("email", ""))


@bp.post("/forgot-password")
@limiter.shared_limit(auth_limit, scope="auth")
def create_reset() -> Response:
    return ask("reset")


def ask(purpose: str) -> Response:
    """Do and answer the same whether or not the address in the form has an account."""
    typed = request.form.get("email", "")
    try:
        email = read_email(typed)
    except Invalid as fault:
        return make_response(request_page(purpose, typed, errors=fault.errors), 422)
    if sends_mail():
        ask_for_link(purpose, email, at=utcnow())
        db.session.commit()
        nudge()
    return make_response(request_page(purpose, email, asked=True))


def request_page(purpose: str, email: str, *, errors: dict[str, list[str]] | None = None, asked: bool = False) -> str:
    path, page = PAGES[purpose]
    return render_template(
        page,
        path=path,
        errors=errors or {},
        email=email,
        asked=asked,
        sends_mail=sends_mail(),
        keeps_mail=keeps_mail(),
    )
