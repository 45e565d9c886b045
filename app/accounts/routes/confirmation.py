"""Confirming an address: by its account alone, so that nobody is led into confirming what somebody else set up."""

from __future__ import annotations

from flask import Response, g, make_response, render_template

from app.accounts.changing_address import set_address
from app.accounts.claiming import disown
from app.accounts.links import get_link, is_for_another, mail_link, spend_all_links, spend_link
from app.accounts.models import AccountLink
from app.accounts.routes import bp
from app.accounts.routes.links import ended
from app.accounts.routes.profile import CHANGED, current_user
from app.activity.nudge import nudge
from app.database import utcnow
from app.errors import Invalid, NotFound
from app.extensions import db, limiter
from app.web.limits import auth_limit
from app.web.responses import redirect_to


@bp.get("/confirm/<token>")
def show_confirmation(token: str) -> Response:
    """Ask who opens the link whether the account is theirs; looking spends nothing."""
    try:
        return confirmation_page(get_link(token, "confirm", at=utcnow()), token)
    except NotFound:
        return ended("confirm")


def confirmation_page(link: AccountLink, token: str) -> Response:
    case = "sign_in" if g.account is None else "own" if g.account.user_id == link.user_id else "other"
    page = render_template("accounts/confirmation.html", case=case, link=link, is_new=is_for_another(link), token=token)
    return make_response(page)


@bp.post("/confirm/<token>")
@limiter.shared_limit(auth_limit, scope="auth")
def use_confirmation(token: str) -> Response:
    """Confirm the address for who is signed in as its account; everyone else is asked first."""
    try:
        link = get_link(token, "confirm", at=utcnow(), lock=True)
    except NotFound:
        return ended("confirm")
    if g.account is None or g.account.user_id != link.user_id:
        page = confirmation_page(link, token)
        page.status_code = 403
        return page
    if is_for_another(link):
        return change(link)
    spend_link(link, at=utcnow())
    db.session.commit()
    return redirect_to("/", toast="Your address is confirmed.")


def change(link: AccountLink) -> Response:
    """Make the address that was confirmed the account's, unless somebody else was faster."""
    try:
        set_address(link.user, link.email, at=utcnow(), is_confirmed=True)
    except Invalid:
        db.session.rollback()
        return ended("confirm")
    db.session.commit()
    nudge()
    return redirect_to("/", toast=CHANGED)


@bp.post("/confirm/<token>/disowning")
@limiter.shared_limit(auth_limit, scope="auth")
def disown_account(token: str) -> Response:
    """End every way into an account that somebody made with an address of others; or their wish to get one."""
    try:
        link = get_link(token, "confirm", at=utcnow(), lock=True)
    except NotFound:
        return ended("confirm")
    is_new = is_for_another(link)
    if is_new:
        link.used_at = utcnow()
    else:
        disown(link.user)
        spend_all_links(link.user, at=utcnow())
    db.session.commit()
    return make_response(render_template("accounts/disowned.html", email=link.email, is_new=is_new))


@bp.post("/<workspace>/settings/email/confirmation")
def create_confirmation() -> Response:
    """Send the person the link that confirms their address (again)."""
    user = current_user()
    if user.email_confirmed_at is None:
        mail_link(user, "confirm", at=utcnow())
        db.session.commit()
        nudge()
    return redirect_to(f"{g.viewer.base}/settings/profile", toast="Look into your mail for the link.")
