"""The log of a workspace, for who manages its people."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, g, render_template, request

from app.audit.names import list_people, names_for
from app.audit.reading import GROUPS, OF_WORKSPACES, list_entries, read_asked
from app.audit.table import download
from app.audit.wording import by_day, say
from app.audit.writing import audit
from app.extensions import db
from app.translation.speaking import _
from app.web.clock import now

bp = Blueprint("audit", __name__)


@bp.get("/<workspace>/settings/audit")
def show_workspace_log() -> str:
    g.nav = "settings"
    viewer = g.viewer
    rows, more = list_entries(viewer.workspace_id, read_asked(request.args), zone=viewer.zone)
    return render_template(
        "settings/audit.html",
        days=by_day(say(rows, names_for(viewer, rows)), viewer.zone, viewer.today(now())),
        people=[(str(one.user_id), one.name) for one in list_people(viewer)],
        groups=[(one, _(GROUPS[one][0])) for one in OF_WORKSPACES],
        chosen=request.args,
        older=older_than(more),
        kept_days=kept_days(),
    )


@bp.post("/<workspace>/settings/audit/file")
def download_workspace_log() -> Response:
    """Hand over all that was asked for; that somebody did is in the log as well."""
    viewer = g.viewer
    audit("audit.fetched", workspace_id=viewer.workspace_id)
    db.session.commit()
    asked = read_asked(request.form)
    return download(
        f"primo-{viewer.slug}-log", viewer.workspace_id, asked, viewer.zone, lambda rows: names_for(viewer, rows)
    )


def older_than(more: object) -> str:
    """Return the query of the next page, or nothing where this is the last."""
    asked = {name: value for name, value in request.args.items() if name != "before" and value}
    return urlencode({**asked, "before": more}) if more else ""


def kept_days() -> int:
    return int(current_app.config["AUDIT_DAYS"])
