"""Signing out other browsers and programs."""

from __future__ import annotations

import uuid

from flask import Response, g

from app.accounts.routes import bp
from app.accounts.sessions import end_own_session, sign_out_elsewhere
from app.extensions import db
from app.web.responses import redirect_to


@bp.post("/<workspace>/settings/sessions/<uuid:session_id>/sign-out")
def end_one_session(session_id: uuid.UUID) -> Response:
    end_own_session(g.account, session_id)
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/settings/password", toast="Signed out there.")


@bp.post("/<workspace>/settings/sessions/sign-out")
def end_other_sessions() -> Response:
    sign_out_elsewhere(g.account)
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/settings/password", toast="Signed out everywhere else.")
