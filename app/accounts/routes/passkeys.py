"""Signing in with a passkey, and the passkeys of one's account."""

from __future__ import annotations

import uuid

from flask import Response, g, make_response, render_template, request

from app.accounts.factors import forget_factor, note_factor
from app.accounts.locking import lock_account
from app.accounts.notices import notice
from app.accounts.passkeys.registering import (
    add_passkey,
    creation_options,
    get_passkey,
    name_passkey,
    remove_passkey,
)
from app.accounts.passkeys.using import request_options, use_passkey
from app.accounts.proving import has_proved
from app.accounts.routes import bp
from app.accounts.routes.asking_again import asks_again
from app.accounts.routes.doors import sign_in_page
from app.accounts.routes.entering import let_in
from app.accounts.routes.password import password_page
from app.accounts.routes.profile import current_user
from app.database import utcnow
from app.errors import Invalid
from app.extensions import db, limiter
from app.translation.speaking import _
from app.web.cookies import set_step_cookie
from app.web.limits import auth_limit
from app.web.responses import redirect_to, safe_next


@bp.get("/sign-in/passkey")
def show_passkey_options() -> Response:
    """Give a browser what it needs to ask its owner; it is used within ten minutes."""
    return Response(request_options(at=utcnow()), mimetype="application/json")


@bp.post("/sign-in/passkey")
@limiter.shared_limit(auth_limit, scope="auth", deduct_when=lambda response: response.status_code >= 400)
def create_passkey_session() -> Response:
    """Let in whose passkey has signed; it stands for the password and for the second factor."""
    try:
        user = use_passkey(request.form.get("credential", ""), at=utcnow())
    except Invalid as fault:
        db.session.rollback()
        return make_response(sign_in_page(values={"next": request.form.get("next", "")}, trouble=fault.message), 422)
    response = let_in(user, safe_next(request.form.get("next"), "/"), has_factor=True)
    set_step_cookie(response, "")
    return response


@bp.post("/<workspace>/settings/passkeys/new")
@asks_again
def begin_passkey() -> Response:
    return redirect_to(f"{g.viewer.base}/settings/passkeys/new")


@bp.get("/<workspace>/settings/passkeys/new")
def show_new_passkey() -> Response:
    if not has_proved(g.account, at=utcnow()):
        return back()
    return new_passkey_page({})


def new_passkey_page(errors: dict[str, list[str]], status: int = 200) -> Response:
    g.nav = "settings"
    options = creation_options(current_user(), at=utcnow())
    page = render_template("settings/passkey.html", options=options, errors=errors, name=request.form.get("name", ""))
    return make_response(page, status)


@bp.post("/<workspace>/settings/passkeys")
@asks_again
def create_passkey() -> Response:
    try:
        user = lock_account(g.account)
        passkey = add_passkey(user, request.form.get("made", ""), request.form.get("name", ""), at=utcnow())
    except Invalid as fault:
        db.session.rollback()
        return new_passkey_page(fault.errors, 422)
    note_factor(g.account.session_id)
    notice(user, "passkey_added", at=utcnow(), passkey=passkey.name)
    db.session.commit()
    return back(_("You can sign in with {name} now.", name=passkey.name))


@bp.post("/<workspace>/settings/passkeys/<uuid:passkey_id>/name")
@asks_again
def rename_passkey(passkey_id: uuid.UUID) -> Response:
    passkey = get_passkey(current_user(), passkey_id)
    try:
        name_passkey(passkey, request.form.get("name", ""))
    except Invalid as fault:
        return refuse(fault)
    db.session.commit()
    return back("Renamed.")


@bp.post("/<workspace>/settings/passkeys/<uuid:passkey_id>/removal")
@asks_again
def delete_passkey(passkey_id: uuid.UUID) -> Response:
    user = current_user()
    try:
        passkey = remove_passkey(user, passkey_id)
    except Invalid as fault:
        return refuse(fault)
    forget_factor(user)
    notice(user, "passkey_removed", at=utcnow(), passkey=passkey.name)
    db.session.commit()
    return back("Removed.")


def refuse(fault: Invalid) -> Response:
    db.session.rollback()
    return make_response(password_page({"passkey": [fault.message]}), 422)


def back(toast: str = "") -> Response:
    return redirect_to(f"{g.viewer.base}/settings/password", toast=toast)
