"""Sign up, sign in, sign out."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Response, current_app, g, make_response, render_template, request

from app.accounts.door import is_empty, why_closed
from app.accounts.guessing import WINDOW, TooManyFailures
from app.accounts.issuers.providers import list_providers
from app.accounts.links import mail_link
from app.accounts.newcomers.asking import begin_sign_up
from app.accounts.routes import bp
from app.accounts.routes.entering import let_in
from app.accounts.sessions import sign_out
from app.accounts.sign_in import authenticate
from app.activity.nudge import nudge
from app.database import utcnow
from app.errors import Forbidden, Invalid
from app.extensions import db, limiter
from app.web.addresses import keeps_mail, offers_passkeys
from app.web.cookies import clear_session_cookie
from app.web.limits import auth_limit
from app.web.responses import redirect_to, safe_next
from app.workspaces.creating import create_home
from app.workspaces.finding import home_of

SHORTCUTS = {"new": "tasks/new", "today": "today"}


@bp.get("/")
def show_start() -> Response:
    """Send people to where they left off, and a new instance's first visitor to the sign-up page.

    The shortcuts of the installed app name a place with `to`.
    """
    place = SHORTCUTS.get(request.args.get("to", ""), "")
    if g.account is not None:
        home = home_of(g.account)
        return redirect_to(f"{home}{place}" if home.endswith("/") else home)
    if place:
        return redirect_to(f"/sign-in?{urlencode({'next': request.full_path})}")
    return redirect_to("/sign-up" if is_empty() else "/sign-in")


@bp.get("/sign-up")
def show_sign_up() -> str:
    """Show the form, or say why there is none."""
    is_first = is_empty()
    if why_closed() and not is_first:
        raise Forbidden(why_closed())
    return render_template(
        "accounts/sign_up.html",
        values={"email": request.args.get("email", "")},
        errors={},
        next=request.args.get("next", ""),
        is_first=is_first,
    )


@bp.post("/sign-up")
@limiter.shared_limit(auth_limit, scope="auth")
def create_account() -> Response:
    form = request.form
    try:
        user = begin_sign_up(
            form.get("name", ""),
            form.get("email", ""),
            form.get("password", ""),
            at=utcnow(),
            time_zone=form.get("time_zone", ""),
            theme=form.get("theme", ""),
            url=safe_next(form.get("next"), ""),
        )
    except Invalid as fault:
        db.session.rollback()
        return make_response(
            render_template(
                "accounts/sign_up.html",
                values=form,
                errors=fault.errors,
                next=form.get("next", ""),
                is_first=is_empty(),
            ),
            422,
        )
    if user is None:
        db.session.commit()
        nudge()
        return make_response(render_template("accounts/check_mail.html", email=form["email"], keeps_mail=keeps_mail()))
    workspace, inbox = create_home(user, at=utcnow())
    mail_link(user, "confirm", at=utcnow())
    return let_in(user, safe_next(form.get("next"), f"/{workspace.slug}/projects/{inbox.key}"), is_told=True)


@bp.get("/sign-in")
def show_sign_in() -> Response | str:
    if g.account is not None:
        return redirect_to(safe_next(request.args.get("next"), home_of(g.account)))
    return sign_in_page(values=request.args)


def sign_in_page(
    *, values: Mapping[str, str] | None = None, errors: dict[str, list[str]] | None = None, trouble: str = ""
) -> str:
    """Render every way in; `trouble` is what another way than the password met."""
    values = values or {}
    return render_template(
        "accounts/sign_in.html",
        values=values,
        errors=errors or {},
        trouble=trouble,
        offers_passkeys=offers_passkeys(),
        next=values.get("next", ""),
        takes_new=not why_closed(),
        providers=list_providers(current_app.config["SETTINGS"]),
    )


@bp.post("/sign-in")
@limiter.shared_limit(auth_limit, scope="auth", deduct_when=lambda response: response.status_code >= 400)
def create_session() -> Response:
    form = request.form
    try:
        user = authenticate(form.get("email", ""), form.get("password", ""), address=request.remote_addr, at=utcnow())
    except (Invalid, TooManyFailures) as fault:
        return refuse_session(fault)
    return let_in(user, safe_next(form.get("next"), "/"))


def refuse_session(fault: Invalid | TooManyFailures) -> Response:
    """Show the form again; who guessed too often is told when the door opens."""
    page = sign_in_page(values=request.form, errors={"password": [fault.message]})
    if isinstance(fault, Invalid):
        return make_response(page, 422)
    return make_response(page, 429, {"Retry-After": str(int(WINDOW.total_seconds()))})


@bp.post("/sign-out")
def delete_session() -> Response:
    if g.account is not None:
        sign_out(g.account)
        db.session.commit()
    response = redirect_to(safe_next(request.form.get("next"), "/sign-in"))
    clear_session_cookie(response)
    return response
