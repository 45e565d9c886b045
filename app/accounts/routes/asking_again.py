"""Before what a passer-by at an open screen must not change: the password once more, unless it was given just now."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, current_app, g, make_response, render_template, request

from app.accounts.confirming import confirm_password
from app.accounts.factors import note_factor
from app.accounts.issuers.identities import list_identities
from app.accounts.issuers.providers import list_providers
from app.accounts.models import User
from app.accounts.passkeys.registering import list_passkeys
from app.accounts.passkeys.using import use_passkey
from app.accounts.proving import has_proved, note_proof
from app.database import utcnow
from app.errors import Invalid
from app.extensions import db
from app.web.responses import came_from

ANSWERS = ("current", "credential")
ASKING = set[str]()
"""The names of the views that ask."""


def asks_again(view: Callable[..., Response]) -> Callable[..., Response]:
    """Let the view run once the person has shown within ten minutes who they are; else ask, and keep what was sent."""

    @wraps(view)
    def asking(*args: Any, **kwargs: Any) -> Response:
        user = db.session.get_one(User, g.account.user_id)
        try:
            is_proved = prove(user)
        except Invalid as fault:
            db.session.rollback()
            return ask(user, fault.message)
        return view(*args, **kwargs) if is_proved else ask(user)

    ASKING.add(view.__name__)
    return asking


def prove(user: User) -> bool:
    """Take the proof that came with the form, or one given lately; a wrong one is Invalid in any case."""
    at = utcnow()
    if request.form.get("credential"):
        use_passkey(request.form["credential"], at=at, by=user)
        note_factor(g.account.session_id)
    elif request.form.get("current"):
        confirm_password(user, request.form["current"], address=request.remote_addr, at=at)
    else:
        return has_proved(g.account, at=at)
    note_proof(g.account.session_id, at=at)
    db.session.commit()
    return True


def ask(user: User, fault: str = "", kept: list[tuple[str, str]] | None = None) -> Response:
    """Ask who is there, with the form's other fields kept for when they have answered."""
    if kept is None:
        kept = [(name, value) for name, value in request.form.items(multi=True) if name not in ANSWERS]
    issuers = {one.issuer for one in list_identities(user)}
    page = render_template(
        "accounts/ask_again.html",
        kept=kept,
        fault=fault,
        user=user,
        has_passkey=bool(list_passkeys(user)),
        providers=[one for one in list_providers(current_app.config["SETTINGS"]) if one.issuer in issuers],
        back=came_from() or "/",
    )
    return make_response(page, 422)
