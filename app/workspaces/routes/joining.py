"""What somebody sees who follows an invitation's link."""

from __future__ import annotations

from flask import Response, g, make_response, render_template, request
from sqlalchemy import exists, select

from app.accounts.door import why_closed
from app.accounts.emails import email_key
from app.accounts.links import mail_link
from app.accounts.locking import lock_account
from app.accounts.models import User
from app.accounts.routes.entering import let_in
from app.accounts.sign_up import sign_up
from app.database import utcnow
from app.errors import Invalid, NotFound
from app.extensions import db, limiter
from app.projects.guests import list_granted
from app.translation.speaking import _
from app.web.addresses import only_mails_hold_links
from app.web.limits import auth_limit
from app.web.responses import redirect_to
from app.workspaces.accepting import accept, find_joined, opened
from app.workspaces.creating import create_home
from app.workspaces.models import Invitation, Role, Workspace
from app.workspaces.routes import bp


@bp.get("/invitations/<token>")
def show_invitation(token: str) -> Response:
    """Say who invites where, and offer what fits the one who looks; looking spends nothing."""
    try:
        with opened(token, at=utcnow()) as invitation:
            return make_response(invitation_page(invitation, token, {}, {}))
    except NotFound:
        return ended(token)


def invitation_page(invitation: Invitation, token: str, errors: dict[str, list[str]], values: dict[str, str]) -> str:
    if g.account is not None:
        case = "accept" if email_key(g.account.email) == invitation.email_key else "other"
    else:
        case = "sign_in" if is_known(invitation) else "closed" if why_closed("invitation") else "sign_up"
    return render_template(
        "workspaces/invitation.html",
        case=case,
        invitation=invitation,
        workspace=db.session.get_one(Workspace, invitation.workspace_id),
        projects=list_granted(invitation) if invitation.role == Role.GUEST else [],
        token=token,
        errors=errors,
        values=values,
    )


def is_known(invitation: Invitation) -> bool:
    """Say whether the address has an account, but not where the one who looks may be the one who invited it."""
    here = select(exists().where(User.email_key == invitation.email_key))
    return only_mails_hold_links() and bool(db.session.scalar(here))


@bp.post("/invitations/<token>/acceptance")
@limiter.shared_limit(auth_limit, scope="auth")
def accept_invitation(token: str) -> Response:
    """Join as the one who is signed in, if the invitation is for them."""
    try:
        with opened(token, at=utcnow(), lock=True) as invitation:
            if email_key(g.account.email) != invitation.email_key:
                return make_response(invitation_page(invitation, token, {}, {}), 403)
            workspace = accept(invitation, lock_account(g.account), at=utcnow())
            db.session.commit()
            return redirect_to(f"/{workspace.slug}/", toast=_("You are in {name}.", name=workspace.name))
    except NotFound:
        return ended(token)


@bp.post("/invitations/<token>/account")
@limiter.shared_limit(auth_limit, scope="auth")
def create_invited_account(token: str) -> Response:
    """Make an account for the invited address, with a workspace of its own, and join."""
    form = request.form
    try:
        with opened(token, at=utcnow(), lock=True) as invitation:
            try:
                user = sign_up(
                    form.get("name", ""),
                    invitation.email,
                    form.get("password", ""),
                    at=utcnow(),
                    time_zone=form.get("time_zone", ""),
                    way="invitation",
                )
            except Invalid as fault:
                db.session.rollback()
                with opened(token, at=utcnow()) as again:
                    page = invitation_page(again, token, fault.errors, form.to_dict())
                return make_response(page, 422)
            create_home(user, at=utcnow())
            if only_mails_hold_links():
                user.email_confirmed_at = utcnow()
            else:
                mail_link(user, "confirm", at=utcnow())
            workspace = accept(invitation, user, at=utcnow())
            user.home_workspace_id = workspace.id  # where signing in leads: who was asked to come has nothing elsewhere
            return let_in(user, f"/{workspace.slug}/", toast=_("You are in {name}.", name=workspace.name), is_told=True)
    except NotFound:
        return ended(token)


def ended(token: str) -> Response:
    """Lead who has joined into the workspace, and tell everyone else the same."""
    db.session.rollback()
    slug = find_joined(token, g.account) if g.account is not None else None
    if slug is not None:
        return redirect_to(f"/{slug}/")
    return make_response(render_template("workspaces/invitation_ended.html"), 410)
