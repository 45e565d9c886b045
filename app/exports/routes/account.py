"""The export of everything about oneself; it is of no single workspace."""

from __future__ import annotations

import uuid

from flask import Response, g, make_response, render_template, request

from app.accounts.proving import has_proved
from app.accounts.routes.asking_again import asks_again
from app.attachments.store import is_set_up
from app.audit.writing import audit
from app.database import utcnow
from app.errors import Invalid
from app.exports.asking import ask_for_account, begin, find_fetched, get_own_ready, list_for_account
from app.exports.models import KEPT
from app.exports.routes import bp
from app.exports.routes.sending import send_archive
from app.extensions import db
from app.web.responses import is_partial, redirect_to
from app.workspaces.requiring_factors import lacks_factor

HERE = "/account/export"
FACTOR = f"/second-factor?next={HERE}"
"""Where those are led first whom a workspace, of which the archive holds something, would not let in either."""


@bp.get("/account/export")
def show_account_export() -> str:
    return export_page({})


def export_page(errors: dict[str, list[str]]) -> str:
    exports = list_for_account(g.account)
    template = "exports/_made.html" if is_partial() and not errors else "exports/account.html"
    return render_template(
        template,
        exports=exports,
        url=HERE,
        errors=errors,
        days=KEPT.days,
        fetching=find_fetched(exports, request.args.get("fetching", "")),
        is_set_up=is_set_up(),
    )


@bp.post("/account/export")
def create_account_export() -> Response:
    try:
        asked = ask_for_account(g.account, at=utcnow())
    except Invalid as fault:
        db.session.rollback()
        return make_response(export_page(fault.errors), 422)
    audit("export.asked")
    db.session.commit()
    begin(asked)
    return redirect_to(HERE)


@bp.post("/account/export/<uuid:id>/fetching")
@asks_again
def fetch_account_export(id: uuid.UUID) -> Response:
    get_own_ready(g.account, id)
    if lacks_factor(g.account, utcnow()):
        return redirect_to(FACTOR)
    audit("export.fetched")
    db.session.commit()
    return redirect_to(f"{HERE}?fetching={id}")


@bp.get("/account/export/<uuid:id>/file")
def send_account_export(id: uuid.UUID) -> Response:
    """Hand the archive over to its person, who has just shown who they are."""
    made = get_own_ready(g.account, id)
    if not has_proved(g.account, at=utcnow()):
        return redirect_to(HERE)
    if lacks_factor(g.account, utcnow()):
        return redirect_to(FACTOR)
    return send_archive(made.store_key, "about-me", made.asked_at)
