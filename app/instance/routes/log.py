"""The log of accounts and of the instance; those of workspaces are their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import Response, current_app, g, render_template, request

from app.accounts.routes.asking_again import asks_again
from app.audit.reading import GROUPS, OF_THE_INSTANCE, Asked, list_entries, read_asked
from app.audit.table import download
from app.audit.wording import by_day, say
from app.audit.writing import audit
from app.extensions import db
from app.instance.people import find_ids
from app.instance.routes import bp
from app.instance.routes.entry import asks_first
from app.instance.routes.people import older_than
from app.translation.speaking import _
from app.web.clock import now


@bp.get("/audit")
@asks_first
def show_log() -> str:
    zone = g.account.zone
    rows, more = list_entries(None, asked_for(request.args), zone=zone)
    return render_template(
        "instance/audit.html",
        days=by_day(say(rows, {}), zone, now().astimezone(zone).date()),
        groups=[(one, _(GROUPS[one][0])) for one in OF_THE_INSTANCE],
        chosen=request.args,
        older=older_than(more),
        kept_days=current_app.config["AUDIT_DAYS"],
    )


@bp.post("/audit/file")
@asks_again
def download_log() -> Response:
    audit("audit.fetched")
    db.session.commit()
    return download("primo-log", None, asked_for(request.form), g.account.zone, lambda rows: {})


def asked_for(args: Mapping[str, str]) -> Asked:
    """Return what is wanted, with the people a typed name may mean."""
    asked = read_asked(args)
    return replace(asked, people=find_ids(args["who"])) if args.get("who", "").strip() else asked
