"""What one wants to hear of, and how."""

from __future__ import annotations

from flask import Response, g, make_response, render_template, request

from app.accounts.locking import lock_account
from app.accounts.routes.profile import current_user
from app.database import utcnow
from app.errors import Invalid
from app.extensions import db
from app.notifications.models import KINDS
from app.notifications.preferences import failed_mail, own_wishes, set_wish
from app.notifications.routes import bp
from app.reminders.defaults import read_defaults
from app.tasks.names import writer_of
from app.web.addresses import keeps_mail
from app.web.responses import redirect_to


@bp.get("/<workspace>/settings/notifications")
def show_preferences() -> str:
    kept = current_user().default_reminders or {}
    return preferences_page(kept.get("text", ""))


def preferences_page(reminders: str, error: str = "") -> str:
    g.nav = "settings"
    return render_template(
        "settings/notifications.html",
        reminders=reminders,
        error=error,
        wishes=own_wishes(g.viewer),
        failure=failed_mail(g.viewer),
        keeps_mail=keeps_mail(),
    )


@bp.post("/<workspace>/settings/notifications")
def save_preferences() -> Response:
    """Save all switches; a box that is not ticked is not sent, so what is absent is off."""
    for kind in KINDS:
        set_wish(
            g.viewer.member_id,
            kind,
            in_app=f"{kind}-in-app" in request.form,
            by_mail=f"{kind}-by-mail" in request.form,
        )
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/settings/notifications", toast="Saved.")


@bp.post("/<workspace>/settings/reminders")
def save_default_reminders() -> Response:
    """Set the reminders that every task of theirs has; words that say none stay in the field."""
    typed = request.form.get("reminders", "")
    try:
        lock_account(g.account).default_reminders = read_defaults(typed, writer_of(g.viewer, utcnow()))
    except Invalid as fault:
        db.session.rollback()
        return make_response(preferences_page(typed, fault.message), 422)
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/settings/notifications", toast="Saved.")
