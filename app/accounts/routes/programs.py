"""Making a token for a program."""

from __future__ import annotations

from flask import Response, g, make_response, request

from app.accounts.locking import lock_account
from app.accounts.programs import create_token
from app.accounts.routes import bp
from app.accounts.routes.asking_again import asks_again
from app.accounts.routes.password import password_page
from app.database import utcnow
from app.errors import Invalid
from app.extensions import db


@bp.post("/<workspace>/settings/tokens")
@asks_again
def create_program_token() -> Response:
    """Make the token, and show it this once."""
    form = request.form
    try:
        token = create_token(
            lock_account(g.account),
            form.get("name", ""),
            rights=form.get("rights", ""),
            lasts=form.get("lasts", ""),
            has_factor=g.account.has_factor,
            at=utcnow(),
        )
    except Invalid as fault:
        db.session.rollback()
        return make_response(password_page(fault.errors, values=form), 422)
    db.session.commit()
    return make_response(password_page({}, made=(form["name"], token)))
