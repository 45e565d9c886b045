"""The export of a workspace, in its settings."""

from __future__ import annotations

import uuid

from flask import Response, g, make_response, render_template, request

from app.accounts.proving import has_proved
from app.accounts.routes.asking_again import asks_again
from app.attachments.store import is_set_up
from app.audit.writing import audit
from app.database import utcnow
from app.errors import Invalid
from app.exports.asking import ask_for_workspace, begin, find_fetched, get_ready, list_for_workspace
from app.exports.models import KEPT
from app.exports.routes import bp
from app.exports.routes.sending import send_archive
from app.extensions import db
from app.web.responses import is_partial, redirect_to


def here() -> str:
    return f"{g.viewer.base}/settings/workspace/export"


@bp.get("/<workspace>/settings/workspace/export")
def show_workspace_export() -> str:
    """Show what was made and how far the next one is; while one is made, a page asks for that part again and again."""
    return export_page({})


def export_page(errors: dict[str, list[str]]) -> str:
    g.nav = "settings"
    exports = list_for_workspace(g.viewer)
    template = "exports/_made.html" if is_partial() and not errors else "exports/workspace.html"
    return render_template(
        template,
        exports=exports,
        url=here(),
        errors=errors,
        days=KEPT.days,
        fetching=find_fetched(exports, request.args.get("fetching", "")),
        is_set_up=is_set_up(),
    )


@bp.post("/<workspace>/settings/workspace/export")
def create_workspace_export() -> Response:
    try:
        asked = ask_for_workspace(g.viewer, at=utcnow())
    except Invalid as fault:
        db.session.rollback()
        return make_response(export_page(fault.errors), 422)
    audit("export.asked", workspace_id=g.viewer.workspace_id)
    db.session.commit()
    begin(asked)
    return redirect_to(here())


@bp.post("/<workspace>/settings/workspace/export/<uuid:id>/fetching")
@asks_again
def fetch_workspace_export(id: uuid.UUID) -> Response:
    """Lead back to the page, which lets the browser begin to fetch the file."""
    get_ready(g.viewer, id)
    audit("export.fetched", workspace_id=g.viewer.workspace_id)
    db.session.commit()
    return redirect_to(f"{here()}?fetching={id}")


@bp.get("/<workspace>/settings/workspace/export/<uuid:id>/file")
def send_workspace_export(id: uuid.UUID) -> Response:
    """Hand the archive over to who has just shown who they are."""
    made = get_ready(g.viewer, id)
    if not has_proved(g.account, at=utcnow()):
        return redirect_to(here())
    return send_archive(made.store_key, g.viewer.slug, made.asked_at)
