"""Accounts: finding them, shutting and opening them, and sending the link again that confirms an address."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from flask import Response, current_app, g, render_template, request

from app.accounts.links import mail_link
from app.accounts.looking_after import disable, enable
from app.accounts.routes.asking_again import asks_again
from app.activity.nudge import nudge
from app.audit.writing import audit
from app.database import utcnow
from app.extensions import db
from app.instance.people import SHOWN, count_people, get_account, list_people
from app.instance.routes import bp
from app.instance.routes.entry import START, asks_first
from app.texts import read_uuid
from app.translation.speaking import _
from app.web.addresses import sends_mail
from app.web.responses import came_from, redirect_to


@bp.get("/people")
@asks_first
def show_people() -> str:
    people, more = list_people(request.args, before=read_uuid(request.args.get("before", "")))
    return render_template(
        "instance/people.html",
        people=people,
        number=count_people(),
        kinds=[(key, _(words)) for key, (words, _condition) in SHOWN.items()],
        chosen=request.args,
        older=older_than(more),
        sends_mail=sends_mail(),
        sign_up=current_app.config["SETTINGS"].sign_up,
        domains=current_app.config["SETTINGS"].sign_up_domains.split(),
    )


@bp.post("/people/<uuid:id>/disabling")
@asks_again
def disable_account(id: uuid.UUID) -> Response:
    """Shut the account: out at once everywhere, with its programs and open pages."""
    user = get_account(id)
    if user.id == g.account.user_id:
        return back("You cannot disable yourself. Ask somebody else who looks after Primo.")
    disable(user, at=utcnow())
    db.session.commit()
    return back(_("{name} is signed out everywhere and cannot sign in.", name=user.name))


@bp.post("/people/<uuid:id>/enabling")
@asks_again
def enable_account(id: uuid.UUID) -> Response:
    user = get_account(id)
    enable(user)
    db.session.commit()
    return back(_("{name} can sign in again.", name=user.name))


@bp.post("/people/<uuid:id>/confirmation")
@asks_again
def send_confirmation(id: uuid.UUID) -> Response:
    user = get_account(id)
    if user.email_confirmed_at is None and user.disabled_at is None:
        mail_link(user, "confirm", at=utcnow())
        audit("account.link_sent", user)
        db.session.commit()
        nudge()
    return back(_("The mail to {email} is on its way.", email=user.email))


def back(toast: str) -> Response:
    page = came_from()
    return redirect_to(page if page.startswith(START) and not page.endswith("ing") else START, toast=toast)


def older_than(more: object) -> str:
    """Return the query of the next page, or nothing where this is the last."""
    asked = {name: value for name, value in request.args.items() if name != "before" and value}
    return urlencode({**asked, "before": more}) if more else ""
