"""For who may not enter a workspace without a second factor: the way to one, outside of any workspace."""

from __future__ import annotations

from flask import Response, g, make_response, render_template, request

from app.accounts.factors import has_any_factor, note_factor
from app.accounts.locking import lock_account
from app.accounts.models import User
from app.accounts.notices import notice
from app.accounts.passkeys.registering import add_passkey, creation_options
from app.accounts.routes import bp
from app.accounts.routes.asking_again import asks_again
from app.accounts.routes.second_factor import draw, turn_on
from app.accounts.second_factors import begin_factor, find_factor, setup_address, waiting_factor
from app.database import utcnow
from app.errors import Invalid
from app.extensions import db
from app.web.addresses import offers_passkeys
from app.web.responses import redirect_to, safe_next


@bp.get("/second-factor")
def show_required_factor() -> str:
    return factor_page()


def factor_page(*, errors: dict[str, list[str]] | None = None, codes: list[str] | None = None) -> str:
    user = person()
    waiting = waiting_factor(user)
    can_add = offers_passkeys() and not waiting and not codes
    return render_template(
        "accounts/required_factor.html",
        next=next_place(),
        is_shown=g.account.has_factor,
        has_one=has_any_factor(user),
        waiting=waiting,
        picture=draw(setup_address(user, waiting)) if waiting else None,
        options=creation_options(user, at=utcnow()) if can_add else "",
        codes=codes or [],
        errors=errors or {},
    )


def person() -> User:
    return db.session.get_one(User, g.account.user_id)


def next_place() -> str:
    return safe_next(request.values.get("next"), "/")


@bp.post("/second-factor")
@asks_again
def begin_required_factor() -> Response:
    user = lock_account(g.account)
    if find_factor(user) is None:
        begin_factor(user, at=utcnow())
        db.session.commit()
    return make_response(factor_page())


@bp.post("/second-factor/confirmation")
@asks_again
def confirm_required_factor() -> Response:
    """Turn the app on with a first code, sign out other browsers, and show the recovery codes once."""
    user = lock_account(g.account)
    factor = waiting_factor(user)
    if factor is None:
        return redirect_to(next_place())
    try:
        codes = turn_on(user, factor)
    except Invalid as fault:
        return refuse(fault)
    return make_response(factor_page(codes=codes))


@bp.post("/second-factor/passkey")
@asks_again
def create_required_passkey() -> Response:
    user = lock_account(g.account)
    try:
        passkey = add_passkey(user, request.form.get("made", ""), request.form.get("name", ""), at=utcnow())
    except Invalid as fault:
        return refuse(fault)
    note_factor(g.account.session_id)
    notice(user, "passkey_added", at=utcnow(), passkey=passkey.name)
    db.session.commit()
    return redirect_to(next_place())


def refuse(fault: Invalid) -> Response:
    db.session.rollback()
    return make_response(factor_page(errors=fault.errors), 422)
