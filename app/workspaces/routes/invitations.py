"""Inviting people, sending an invitation again, and taking it back."""

from __future__ import annotations

import uuid

from flask import Response, g, make_response, request

from app.activity.nudge import nudge
from app.database import utcnow
from app.errors import Invalid
from app.extensions import db, limiter
from app.projects.guests import read_chosen
from app.web.addresses import only_mails_hold_links, public_address
from app.web.limits import auth_limit
from app.web.responses import redirect_to
from app.workspaces import inviting
from app.workspaces.models import Invitation, Role
from app.workspaces.routes import bp
from app.workspaces.routes.members import members_page

NO_ADDRESS = "A link must say where Primo is. Whoever runs it has to set PUBLIC_URL first."


@bp.post("/<workspace>/settings/invitations")
@limiter.shared_limit(auth_limit, scope="auth")
def create_invitations() -> Response:
    """Invite, and show each link this once."""
    form = request.form
    try:
        if not public_address():
            raise Invalid({"emails": [NO_ADDRESS]})
        projects = read_chosen(form.getlist("projects"), g.viewer) if form.get("role") == Role.GUEST else []
        made = inviting.invite(
            form.get("emails", ""), form.get("role", ""), by=g.viewer, at=utcnow(), projects=projects
        )
    except Invalid as fault:
        db.session.rollback()
        return make_response(members_page(errors=fault.errors, values=form), 422)
    return shown(made)


@bp.post("/<workspace>/settings/invitations/<uuid:id>/resending")
@limiter.shared_limit(auth_limit, scope="auth")
def resend_invitation(id: uuid.UUID) -> Response:
    """Send it again with a new link; the old one ends."""
    again = inviting.resend(inviting.get_pending(g.viewer, id), by=g.viewer, at=utcnow())
    return shown([again])


def shown(made: list[Invitation]) -> Response:
    """Commit, and show the links this once, but where mails reach people.

    Who invites could see by the link whether the address has an account, or make one in its name.
    """
    db.session.commit()
    nudge()
    if only_mails_hold_links():
        return redirect_to(f"{g.viewer.base}/settings/members", toast="The mails are on their way.")
    return make_response(members_page(made=made))


@bp.post("/<workspace>/settings/invitations/<uuid:id>/revocation")
def revoke_invitation(id: uuid.UUID) -> Response:
    inviting.revoke(inviting.get_pending(g.viewer, id), by=g.viewer, at=utcnow())
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/settings/members", toast="The invitation is taken back.")
