"""Signing in by a link in a mail; looking at it spends nothing."""

from __future__ import annotations

from flask import Response, make_response, render_template

from app.accounts.links import get_link, spend_link
from app.accounts.notices import notice
from app.accounts.routes import bp
from app.accounts.routes.entering import let_in
from app.database import utcnow
from app.errors import NotFound
from app.extensions import limiter
from app.web.limits import auth_limit

FIRST = (
    "Your address is confirmed. Everything that opened this account before has ended. "
    "Choose a new password in your settings."
)


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
