"""Turning the second factor on and off, and its recovery codes."""

from __future__ import annotations

import io

import segno
from flask import Response, g, make_response, render_template, request
from markupsafe import Markup

from app.accounts.factors import forget_factor, note_factor
from app.accounts.locking import lock_account
from app.accounts.models import SecondFactor, User
from app.accounts.notices import notice
from app.accounts.routes import bp
from app.accounts.routes.asking_again import asks_again
from app.accounts.routes.profile import current_user
from app.accounts.second_factors import (
    begin_factor,
    confirm_factor,
    count_recovery_codes,
    find_factor,
    new_recovery_codes,
    remove_factor,
    setup_address,
    waiting_factor,
)
from app.accounts.sessions import end_sessions
from app.audit.writing import audit
from app.database import utcnow
from app.errors import Invalid
from app.extensions import db
from app.web.responses import redirect_to


@bp.get("/<workspace>/settings/second-factor")
def show_second_factor() -> str:
    return factor_page()


def factor_page(*, errors: dict[str, list[str]] | None = None, codes: list[str] | None = None) -> str:
    g.nav = "settings"
    user = current_user()
    waiting = waiting_factor(user)
    return render_template(
        "settings/second_factor.html",
        is_on=find_factor(user) is not None,
        waiting=waiting,
        picture=draw(setup_address(user, waiting)) if waiting else None,
        left=count_recovery_codes(user),
        codes=codes or [],
        errors=errors or {},
    )


@bp.post("/<workspace>/settings/second-factor")
@asks_again
def create_second_factor() -> Response:
    """Make a secret for the app."""
    user = lock_account(g.account)
    if find_factor(user) is None:
        begin_factor(user, at=utcnow())
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/settings/second-factor")


@bp.post("/<workspace>/settings/second-factor/confirmation")
@asks_again
def confirm_second_factor() -> Response:
    """Turn it on with a first code, sign out other browsers, and show the recovery codes once."""
    user = lock_account(g.account)
    factor = waiting_factor(user)
    if factor is None:
        return redirect_to(f"{g.viewer.base}/settings/second-factor")
    try:
        codes = turn_on(user, factor)
    except Invalid as fault:
        return refuse(fault)
    return make_response(factor_page(codes=codes))


def turn_on(user: User, factor: SecondFactor) -> list[str]:
    """Confirm the factor with the code that was sent, sign out other browsers and return the recovery codes."""
    codes = confirm_factor(factor, request.form.get("code", "")[:100], at=utcnow())
    notice(user, "factor_on", at=utcnow())
    end_sessions(user.id, but=g.account.session_id)
    note_factor(g.account.session_id)
    db.session.commit()
    return codes


@bp.post("/<workspace>/settings/second-factor/removal")
@asks_again
def delete_second_factor() -> Response:
    user = current_user()
    if find_factor(user):
        notice(user, "factor_off", at=utcnow())
    remove_factor(user)
    forget_factor(user)
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/settings/second-factor", toast="The second factor is off.")


@bp.post("/<workspace>/settings/second-factor/recovery-codes")
@asks_again
def create_recovery_codes() -> Response:
    user = current_user()
    codes = new_recovery_codes(user.id) if find_factor(user) else []
    audit("factor.codes")
    notice(user, "recovery_codes", at=utcnow())
    db.session.commit()
    return make_response(factor_page(codes=codes))


def refuse(fault: Invalid) -> Response:
    db.session.rollback()
    return make_response(factor_page(errors=fault.errors), 422)


def draw(address: str) -> Markup:
    """Return the QR code as SVG, black on white in every theme, since cameras want it so."""
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        border=4,
        dark="#000",
        light="#fff",
        svgclass="qr",
        lineclass=None,
    )
    return Markup(out.getvalue().decode())  # noqa: S704 - drawn by us
