"""What every way in ends with: a fresh session in this browser, and a word to the owner if the browser is new."""

from __future__ import annotations

from flask import Response, g, request

from app.accounts.models import User
from app.accounts.notices import is_known_here, known_browser, notice
from app.accounts.second_factors import find_factor
from app.accounts.sessions import end_session, start_session
from app.accounts.steps import step_token
from app.database import utcnow
from app.extensions import db
from app.web.cookies import known_cookie, set_known_cookie, set_session_cookie, set_step_cookie
from app.web.responses import redirect_to


def let_in(user: User, url: str, *, toast: str = "", is_told: bool = False, has_factor: bool = False) -> Response:
    """Sign the person in here, commit, and send the browser to `url`; `is_told` where the owner knows anyway.

    Who has a second factor is sent to where it is asked for first, unless this way in took two (`has_factor`).
    """
    if find_factor(user) and not has_factor:
        db.session.commit()
        response = redirect_to("/sign-in/code", toast=toast)
        set_step_cookie(response, step_token(user, url))
        return response
    if g.account is not None:
        end_session(g.account.session_id)
    if not is_told and not is_known_here(user):
        notice(user, "new_sign_in", at=utcnow())
    secret, expires = start_session(user, has_factor=has_factor)
    db.session.commit()
    response = redirect_to(url, toast=toast)
    set_session_cookie(response, secret, expires)
    if known_cookie(request) and not is_known_here(user):
        response.headers["Clear-Site-Data"] = '"storage"'  # what somebody else typed here is not theirs to read
    set_known_cookie(response, known_browser(user))
    return response
