"""What one wants to hear of, and how."""

from __future__ import annotations

from flask import Response, g, render_template, request

from app.extensions import db
from app.notifications.models import KINDS
from app.notifications.preferences import failed_mail, own_wishes, set_wish
from app.notifications.routes import bp
from app.notifications.sending import keeps_mails
from app.web.responses import redirect_to


@bp.get("/<workspace>/settings/notifications")
def show_preferences() -> str:
    g.nav = "settings"
    return render_template(
        "settings/notifications.html",
        wishes=own_wishes(g.viewer),
        failure=failed_mail(g.viewer),
        keeps_mails=keeps_mails(),
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
