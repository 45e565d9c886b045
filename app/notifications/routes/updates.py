"""The page behind the bell."""

from __future__ import annotations

import uuid

from flask import Response, g, render_template, request

from app.accounts.emails import email_key
from app.database import utcnow
from app.extensions import db
from app.notifications.routes import bp
from app.notifications.updates import get_own, list_invitations, list_updates, mark_all_read, mark_read
from app.texts import read_uuid
from app.web.responses import redirect_to


@bp.get("/<workspace>/updates")
def show_updates() -> str:
    only_new = request.args.get("show") == "new"
    updates, more = list_updates(g.viewer, only_new=only_new, before=read_uuid(request.args.get("before", "")))
    g.nav = "updates"
    return render_template(
        "notifications/updates.html",
        updates=updates,
        more=more,
        only_new=only_new,
        invitations=list_invitations(email_key(g.viewer.email), utcnow()),
    )


@bp.post("/<workspace>/updates/<uuid:id>")
def open_update(id: uuid.UUID) -> Response:
    """Mark it as read and go to its task."""
    note = get_own(g.viewer, id)
    mark_read(note, utcnow())
    url = f"{g.viewer.base}/tasks/{note.task.ref}" + (f"#comment-{note.comment_id}" if note.comment_id else "")
    db.session.commit()
    return redirect_to(url)


@bp.post("/<workspace>/updates/reading")
def read_all() -> Response:
    mark_all_read(g.viewer, utcnow())
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/updates")
