"""The page on which somebody deletes their account: what happens, and what has to be settled before."""

from __future__ import annotations

from flask import Blueprint, Response, g, make_response, render_template, request

from app.accounts.models import User
from app.accounts.routes.asking_again import asks_again
from app.activity.nudge import nudge
from app.attachments.store import is_set_up, remove_or_leave
from app.database import utcnow
from app.errors import Invalid
from app.extensions import db
from app.goodbyes.deleting import delete_account
from app.goodbyes.settling import list_belongings
from app.web.cookies import clear_session_cookie
from app.web.responses import redirect_to

bp = Blueprint("goodbyes", __name__)


@bp.get("/account/deletion")
def show_account_deletion() -> str:
    return deletion_page({})


def deletion_page(errors: dict[str, list[str]]) -> str:
    """Name each workspace under what becomes of it."""
    belongings = list_belongings(g.account.user_id)
    return render_template(
        "goodbyes/deletion.html",
        waiting=[one for one in belongings if one.must_be_settled],
        going=[one for one in belongings if one.goes_along],
        left=[one for one in belongings if not one.must_be_settled and not one.goes_along],
        is_admin=db.session.get_one(User, g.account.user_id).is_admin,
        errors=errors,
    )


@bp.post("/account/deletion")
@asks_again
def delete_own_account() -> Response:
    try:
        archives = delete_account(g.account, request.form.get("email", ""), at=utcnow())
    except Invalid as fault:
        db.session.rollback()
        return make_response(deletion_page(fault.errors), 422)
    db.session.commit()
    nudge()
    if is_set_up():
        remove_or_leave(archives)
    response = redirect_to("/sign-in", toast="Your account is deleted.")
    clear_session_cookie(response)
    return response
