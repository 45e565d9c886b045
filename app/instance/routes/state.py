"""How the instance does, and trying again what failed."""

from __future__ import annotations

from flask import Response, render_template
from redis.exceptions import RedisError

from app.accounts.routes.asking_again import asks_again
from app.extensions import db
from app.instance.queues import read_queues, retry_failed
from app.instance.routes import bp
from app.instance.routes.entry import asks_first
from app.instance.state import read_database, read_mails, read_redis, read_versions
from app.instance.workspaces import size_of_files
from app.translation.speaking import counted
from app.web.addresses import keeps_mail, sends_mail
from app.web.responses import redirect_to


@bp.get("/state")
@asks_first
def show_state() -> str:
    return render_template(
        "instance/state.html",
        queues=read_queues(),
        database=read_database(),
        redis=read_redis(),
        files=size_of_files(),
        mails=read_mails(),
        versions=read_versions(),
        sends_mail=sends_mail(),
        keeps_mail=keeps_mail(),
    )


@bp.post("/state/retry")
@asks_again
def retry_jobs() -> Response:
    try:
        tried = retry_failed()
    except (RedisError, OSError):
        db.session.rollback()
        return redirect_to("/admin/state", toast="Redis does not answer. Try again in a minute.")
    db.session.commit()
    return redirect_to(
        "/admin/state", toast=counted("{number} job is tried again.", "{number} jobs are tried again.", tried)
    )
