"""Turning a kind of mail off from the mail: the page asks, the form does it, and mail programs do it in one request."""

from __future__ import annotations

import uuid

from flask import render_template
from sqlalchemy import select

from app.extensions import db
from app.notifications.preferences import set_wish
from app.notifications.routes import bp
from app.notifications.unsubscribing import get_subscriber
from app.sweeping import inside
from app.workspaces.models import Workspace


@bp.get("/unsubscribe/<uuid:place>/<kind>/<token>")
def show_unsubscribing(place: uuid.UUID, kind: str, token: str) -> str:
    return answer(place, kind, token, done=False)


@bp.post("/unsubscribe/<uuid:place>/<kind>/<token>")
def unsubscribe(place: uuid.UUID, kind: str, token: str) -> str:
    return answer(place, kind, token, done=True)


def answer(place: uuid.UUID, kind: str, token: str, *, done: bool) -> str:
    """Show what the link is about, or with `done` stop the mails; only the link counts, not who is signed in."""
    with inside(place):
        member = get_subscriber(place, kind, token)
        email = member.user.email
        name = db.session.scalars(select(Workspace.name).where(Workspace.id == place)).one()
        if done:
            set_wish(member.id, kind, by_mail=False)
            db.session.commit()
    return render_template("notifications/unsubscribe.html", kind=kind, workspace=name, email=email, done=done)
