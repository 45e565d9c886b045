"""The settings of the person: profile, theme and address."""

from __future__ import annotations

from flask import Response, g, make_response, render_template, request

from app.accounts.changing_address import ask_for_address, find_asked
from app.accounts.locking import lock_account
from app.accounts.models import THEMES, User
from app.accounts.profile import LANGUAGES, change_profile, change_single_keys, change_theme, say_language
from app.accounts.routes import bp
from app.accounts.routes.asking_again import asks_again
from app.activity.nudge import nudge
from app.database import utcnow
from app.errors import Invalid
from app.extensions import db, limiter
from app.translation.speaking import _
from app.web.limits import auth_limit
from app.web.responses import redirect_to
from app.zones import zone_names

CHANGED = "Your address is changed. Sign in with the new one from now on."


def current_user() -> User:
    """Return the account of the one who asks."""
    return db.session.get_one(User, g.account.user_id)


@bp.get("/<workspace>/settings")
def show_settings() -> Response:
    """Lead to the first page of the settings that everyone has."""
    return redirect_to(f"{g.viewer.base}/settings/profile")


@bp.get("/<workspace>/settings/profile")
def show_profile() -> str:
    return profile_page({}, {})


def profile_page(errors: dict[str, list[str]], typed: dict[str, str]) -> str:
    g.nav = "settings"
    user = current_user()
    known = {
        field: getattr(user, field)
        for field in ("name", "email", "time_zone", "language", "date_order", "theme", "single_keys")
    } | {"week_start": "sunday" if user.sunday_first else "monday"}
    return render_template(
        "settings/profile.html",
        values=known | typed,
        errors=errors,
        zones=zone_names(),
        languages=[(one, say_language(one, name)) for one, name in LANGUAGES],
        themes=THEMES,
        is_confirmed=user.email_confirmed_at is not None,
        asked=find_asked(user, at=utcnow()),
    )


@bp.post("/<workspace>/settings/profile")
def save_profile() -> Response:
    form = request.form
    try:
        change_profile(
            lock_account(g.account),
            name=form.get("name", ""),
            time_zone=form.get("time_zone", ""),
            language=form.get("language", "en"),
            date_order=form.get("date_order"),
            sunday_first=form["week_start"] == "sunday" if "week_start" in form else None,
        )
    except Invalid as fault:
        return refuse(fault)
    db.session.commit()
    return back("Saved.")


@bp.post("/<workspace>/settings/theme")
def save_theme() -> Response:
    try:
        change_theme(lock_account(g.account), request.form.get("theme", ""))
    except Invalid as fault:
        return refuse(fault)
    db.session.commit()
    return back("")


@bp.post("/<workspace>/settings/keys")
def save_keys() -> Response:
    """Switch single keys on or off."""
    change_single_keys(lock_account(g.account), "single_keys" in request.form)
    db.session.commit()
    return back("Saved.")


@bp.post("/<workspace>/settings/email")
@limiter.shared_limit(auth_limit, scope="auth")
@asks_again
def save_email() -> Response:
    try:
        asked = ask_for_address(lock_account(g.account), request.form.get("email", ""), at=utcnow())
    except Invalid as fault:
        return refuse(fault)
    db.session.commit()
    nudge()
    return back(_("Check your mail at {email}.", email=asked) if asked else CHANGED)


def refuse(fault: Invalid) -> Response:
    """Show the page again with what was typed and each message at its field."""
    db.session.rollback()
    return make_response(profile_page(fault.errors, request.form.to_dict()), 422)


def back(toast: str) -> Response:
    return redirect_to(f"{g.viewer.base}/settings/profile", toast=toast)
