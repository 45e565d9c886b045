"""Register, sign in and out, and who one is."""

from __future__ import annotations

from typing import Any

from flask import Response, g, jsonify, request

from app.accounts.guessing import TooManyFailures
from app.accounts.links import mail_link
from app.accounts.models import User
from app.accounts.newcomers.asking import begin_sign_up
from app.accounts.second_factors import check_code, find_factor
from app.accounts.sessions import end_session, sign_out, start_session
from app.accounts.sign_in import authenticate
from app.accounts.sign_up import TAKEN
from app.activity.nudge import nudge
from app.api.bodies import Credentials, Registration
from app.api.documents import user_document
from app.api.reading import read_body
from app.api.routes import bp
from app.database import utcnow
from app.errors import Invalid
from app.extensions import db, limiter
from app.translation.speaking import _
from app.web.cookies import clear_session_cookie, set_session_cookie
from app.web.errors import answer
from app.web.limits import auth_limit
from app.workspaces.creating import create_home


@bp.post("/auth/register")
@limiter.shared_limit(auth_limit, scope="auth")
def register() -> Response:
    """Make an account with its workspace and Inbox, and sign in; where addresses are confirmed first, send the mail."""
    body = read_body(Registration)
    try:
        user = begin_sign_up(body.name, body.email, body.password, at=utcnow(), time_zone=body.time_zone)
    except Invalid as fault:
        db.session.rollback()
        return answer(409 if fault.errors == {"email": [TAKEN]} else 422, fault.message, fault.errors)
    if user is None:
        db.session.commit()
        nudge()
        response = jsonify(success=True, message=_("Check your mail: the link in it makes the account."))
        response.status_code = 202
        return response
    create_home(user, at=utcnow())
    mail_link(user, "confirm", at=utcnow())
    return signed_in(user, 201)


@bp.post("/auth/login")
@limiter.shared_limit(auth_limit, scope="auth", deduct_when=lambda response: response.status_code >= 400)
def login() -> Response:
    body = read_body(Credentials)
    try:
        user = authenticate(body.email, body.password, address=request.remote_addr, at=utcnow())
    except Invalid as fault:
        return answer(401, fault.message, fault.errors)
    except TooManyFailures as fault:
        return answer(429, fault.message, headers={"Retry-After": "900"})
    has_factor = find_factor(user) is not None
    if has_factor:
        try:
            check_code(user, body.code, address=request.remote_addr, at=utcnow())
        except Invalid as fault:
            return answer(401, "Send the code of your authenticator app as `code`.", fault.errors)
        except TooManyFailures as fault:
            return answer(429, fault.message, headers={"Retry-After": "900"})
    if body.rights == "write" and g.account is not None and "Authorization" not in request.headers:
        end_session(g.account.session_id)
    return signed_in(user, 200, has_factor=has_factor, rights=body.rights)


@bp.post("/auth/logout")
def logout() -> Response:
    """End the session that asks: the token's, or the cookie's."""
    sign_out(g.account)
    db.session.commit()
    response = jsonify(success=True, message="You are signed out.")
    clear_session_cookie(response)
    return response


@bp.get("/auth/me")
def show_me() -> Response:
    return jsonify(success=True, user=user_document(g.account), workspace=workspace_document())


def signed_in(user: User, status: int, *, has_factor: bool = False, rights: str = "write") -> Response:
    """Answer with a bearer token and with the session cookie, which are two sessions: a script never sees the other.

    With a token that only reads comes no cookie, since that could write.
    """
    token, token_ends = start_session(user, kind="token", has_factor=has_factor, rights=rights)
    cookie = start_session(user, has_factor=has_factor) if rights == "write" else None
    body = {"success": True, "token": token, "expires_at": token_ends.isoformat(), "user": user_document(user)}
    db.session.commit()
    response = jsonify(body)
    response.status_code = status
    if cookie:
        set_session_cookie(response, *cookie)
    return response


def workspace_document() -> dict[str, Any] | None:
    """Return where the caller's calls act; their `member_id` there is what `assignees` take."""
    viewer = g.viewer
    if viewer is None:
        return None
    return {
        "slug": viewer.slug,
        "name": viewer.workspace_name,
        "role": viewer.role.value,
        "member_id": str(viewer.member_id),
    }
