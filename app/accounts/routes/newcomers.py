"""The link in the mail that answers a sign-up; looking at it makes no account yet."""

from __future__ import annotations

from flask import Response, make_response, render_template, request

from app.accounts.guessing import TooManyFailures
from app.accounts.newcomers import confirming
from app.accounts.newcomers.models import Newcomer
from app.accounts.routes import bp
from app.accounts.routes.entering import let_in
from app.database import utcnow
from app.errors import Invalid, NotFound
from app.extensions import db, limiter
from app.web.limits import auth_limit
from app.web.responses import safe_next
from app.workspaces.creating import create_home


@bp.get("/sign-up/<token>")
def show_newcomer(token: str) -> Response:
    try:
        return newcomer_page(confirming.get_newcomer(token, at=utcnow()), token)
    except NotFound:
        return ended()


@bp.post("/sign-up/<token>")
@limiter.shared_limit(auth_limit, scope="auth")
def confirm_newcomer(token: str) -> Response:
    """Make the account, with a workspace of its own, and sign in."""
    password = request.form.get("password", "")
    try:
        newcomer = confirming.get_newcomer(token, at=utcnow(), lock=True)
        url = newcomer.url
        user = confirming.confirm_newcomer(newcomer, password, address=request.remote_addr, at=utcnow())
    except NotFound:
        return ended()
    except (Invalid, TooManyFailures) as fault:
        return newcomer_page(newcomer, token, fault)
    workspace, inbox = create_home(user, at=utcnow())
    return let_in(user, safe_next(url, f"/{workspace.slug}/projects/{inbox.key}"), is_told=True)


def newcomer_page(newcomer: Newcomer, token: str, fault: Invalid | TooManyFailures | None = None) -> Response:
    page = render_template(
        "accounts/newcomer.html", email=newcomer.email, token=token, error=fault.message if fault else ""
    )
    return make_response(page, 422 if isinstance(fault, Invalid) else 429 if fault else 200)


def ended() -> Response:
    db.session.rollback()
    return make_response(render_template("accounts/newcomer_ended.html"), 410)
