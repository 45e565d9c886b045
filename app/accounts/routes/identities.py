"""Signing in with an account elsewhere, and connecting one to one's own."""

from __future__ import annotations

import uuid

import structlog
from flask import Response, current_app, g, make_response, render_template, request

from app.accounts.issuers.discovery import Unusable
from app.accounts.issuers.identities import find_identity, sign_up_from, tie, untie
from app.accounts.issuers.providers import Provider, get_provider
from app.accounts.issuers.redeeming import Stranger, redeem
from app.accounts.issuers.visiting import begin_visit, end_visit
from app.accounts.locking import lock_account
from app.accounts.notices import notice
from app.accounts.routes import bp
from app.accounts.routes.asking_again import asks_again
from app.accounts.routes.doors import sign_in_page
from app.accounts.routes.entering import let_in
from app.accounts.routes.password import password_page
from app.accounts.routes.profile import current_user
from app.accounts.ways import Visit
from app.database import utcnow
from app.errors import Invalid
from app.extensions import db, limiter
from app.translation.speaking import _
from app.web.addresses import public_address
from app.web.cookies import set_visit_cookie, visit_cookie
from app.web.limits import auth_limit
from app.web.responses import redirect_to, safe_next
from app.workspaces.creating import create_home

log = structlog.get_logger("primo.accounts")


@bp.post("/sign-in/with/<provider>")
def create_visit(provider: str) -> Response:
    """Send somebody to an issuer. The answer is a page that leads there: a form may not redirect to another site."""
    return send(known(provider), request.form.get("next", ""))


@bp.post("/<workspace>/settings/identities/<provider>")
@asks_again
def connect_identity(provider: str) -> Response:
    return send(known(provider), f"{g.viewer.base}/settings/password", purpose="link", user_id=g.account.user_id)


def send(provider: Provider, url: str, *, purpose: str = "sign_in", user_id: uuid.UUID | None = None) -> Response:
    try:
        address, word = begin_visit(
            provider,
            back=back_of(provider),
            url=safe_next(url, "/"),
            at=utcnow(),
            networks=networks(),
            purpose=purpose,
            user_id=user_id,
            time_zone=request.form.get("time_zone", ""),
        )
    except Unusable as fault:
        return refuse(provider, fault)
    db.session.commit()
    response = make_response(render_template("accounts/leaving.html", provider=provider, address=address))
    set_visit_cookie(response, word)
    return response


@bp.get("/sign-in/with/<provider>/callback")
@limiter.shared_limit(auth_limit, scope="auth", deduct_when=lambda response: response.status_code >= 400)
def use_visit(provider: str) -> Response:
    """Take somebody back from an issuer: in, or the account there to the one that is signed in here."""
    response = take_back(known(provider))
    set_visit_cookie(response, "")
    return response


def take_back(provider: Provider) -> Response:
    asked = request.args
    visit = end_visit(provider, asked.get("state", ""), visit_cookie(request), at=utcnow())
    if visit is None:
        return refuse(provider, Unusable("Nobody was sent there like this."))
    db.session.commit()  # spent, whatever comes of it
    if asked.get("error") or asked.get("iss", provider.issuer) != provider.issuer:
        return refuse(provider, Unusable(f"It sent {asked.get('error', 'another issuer')[:60]!r}."))
    try:
        stranger = redeem(
            provider,
            asked.get("code", ""),
            verifier=visit.verifier,
            nonce=visit.nonce,
            back=back_of(provider),
            at=utcnow(),
            networks=networks(),
        )
    except Unusable as fault:
        return refuse(provider, fault)
    return connect(provider, stranger, visit) if visit.purpose == "link" else enter(provider, stranger, visit)


def enter(provider: Provider, stranger: Stranger, visit: Visit) -> Response:
    """Let in who is known by issuer and subject; make an account for who is not, unless the address has one."""
    identity = find_identity(provider, stranger.subject)
    if identity is not None and identity.user.disabled_at is None:
        identity.used_at = utcnow()
        return let_in(identity.user, visit.url)
    if identity is not None:
        return refuse(provider, Unusable("The account is disabled."))
    try:
        user = sign_up_from(provider, stranger, time_zone=visit.time_zone, at=utcnow()) if stranger.is_theirs else None
    except Invalid:
        user = None
    if user is None:
        db.session.rollback()
        page = render_template("accounts/not_connected.html", provider=provider, stranger=stranger)
        return make_response(page, 409)
    create_home(user, at=utcnow())
    return let_in(user, visit.url, is_told=True)


def connect(provider: Provider, stranger: Stranger, visit: Visit) -> Response:
    if g.account is None or g.account.user_id != visit.user_id:
        return refuse(provider, Unusable("Somebody else is signed in now."))
    user = lock_account(g.account)
    try:
        tie(user, provider, stranger, at=utcnow())
    except Invalid as fault:
        db.session.rollback()
        return redirect_to(visit.url, toast=fault.message)
    notice(user, "identity_added", at=utcnow(), provider=provider.name)
    db.session.commit()
    return redirect_to(visit.url, toast=_("You can sign in with {name} now.", name=provider.name))


@bp.post("/<workspace>/settings/identities/<uuid:identity_id>/removal")
@asks_again
def delete_identity(identity_id: uuid.UUID) -> Response:
    try:
        untie(current_user(), identity_id)
    except Invalid as fault:
        db.session.rollback()
        return make_response(password_page(fault.errors), 422)
    notice(current_user(), "identity_removed", at=utcnow(), provider=_("an account elsewhere"))
    db.session.commit()
    return redirect_to(f"{g.viewer.base}/settings/password", toast="Disconnected.")


def refuse(provider: Provider, fault: Unusable) -> Response:
    """Say that it did not work, and to the host's log why."""
    log.warning("a sign-in by an issuer failed", issuer=provider.issuer, reason=str(fault))
    db.session.rollback()
    trouble = _("Signing in with {name} did not work. Try again.", name=provider.name)
    return make_response(sign_in_page(trouble=trouble), 400)


def known(provider: str) -> Provider:
    return get_provider(provider, current_app.config["SETTINGS"])


def networks() -> str:
    return str(current_app.config["OUTBOUND_NETWORKS"])


def back_of(provider: Provider) -> str:
    return f"{public_address()}/sign-in/with/{provider.key}/callback"
