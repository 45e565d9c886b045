"""Changing the password, beside the list of where one is signed in."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, current_app, g, make_response, render_template, request

from app.accounts.changing_password import change_password
from app.accounts.issuers.identities import list_identities
from app.accounts.issuers.providers import list_providers
from app.accounts.notices import notice
from app.accounts.passkeys.registering import list_passkeys
from app.accounts.routes import bp
from app.accounts.routes.asking_again import asks_again
from app.accounts.routes.profile import current_user
from app.accounts.second_factors import find_factor
from app.accounts.sessions import end_sessions, list_sessions
from app.database import utcnow
from app.errors import Invalid
from app.extensions import db
from app.web.addresses import offers_passkeys
from app.web.responses import redirect_to


@bp.get("/<workspace>/settings/password")
def show_password() -> str:
    return password_page({})


def password_page(
    errors: dict[str, list[str]], *, values: Mapping[str, str] | None = None, made: tuple[str, str] | None = None
) -> str:
    """Render the ways in; `values` are what was typed for a token, `made` the name and secret of one just made."""
    g.nav = "settings"
    user = current_user()
    return render_template(
        "settings/password.html",
        errors=errors,
        values=values or {},
        made=made,
        user=user,
        sessions=list_sessions(g.account, at=utcnow()),
        has_factor=find_factor(user) is not None,
        identities=list_identities(user),
        passkeys=list_passkeys(user),
        offers_passkeys=offers_passkeys(),
        providers=list_providers(current_app.config["SETTINGS"]),
    )


@bp.post("/<workspace>/settings/password")
def save_password() -> Response:
    return change()


@bp.post("/<workspace>/settings/password/first")
@asks_again
def create_password() -> Response:
    """Give a password to an account that came without; who has one changes it with the old one."""
    return redirect_to(f"{g.viewer.base}/settings/password") if current_user().has_password else change()


def change() -> Response:
    form = request.form
    try:
        change_password(
            current_user(),
            current=form.get("current", ""),
            new=form.get("password", ""),
            address=request.remote_addr,
            at=utcnow(),
        )
    except Invalid as fault:
        db.session.rollback()
        return make_response(password_page(fault.errors), 422)
    notice(current_user(), "password_changed", at=utcnow())
    if form.get("end_others"):
        end_sessions(g.account.user_id, but=g.account.session_id)
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/settings/password", toast="Your password is changed.")
