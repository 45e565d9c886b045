"""What the clock does about exports: asking again for those that wait, ending lost ones, clearing old ones away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import delete, select, update

from app.attachments.store import is_set_up, list_stored, remove
from app.exports.archive import FOLDER, key_of_export, path_of_export
from app.exports.asking import begin
from app.exports.models import KEPT, AccountExport, WorkspaceExport
from app.exports.progress import LEASE, MOST_ATTEMPTS, Export, Model
from app.extensions import db
from app.sweeping import inside, workspaces_with


def resume_exports(now: datetime) -> None:
    """Queue again what no worker has: the queue was away, or a worker died."""
    for workspace_id in workspaces_with("exports", until=now):
        with inside(workspace_id):
            resume(WorkspaceExport, now)
    resume(AccountExport, now)
    db.session.remove()


def resume(model: Model, now: datetime) -> None:
    """End what was tried often enough, and queue the rest."""
    lost = (model.ended_at.is_(None), model.lease_until <= now)
    over = update(model).where(*lost, model.attempts >= MOST_ATTEMPTS).values(state="failed", ended_at=now)
    db.session.execute(over.execution_options(synchronize_session=False))
    db.session.commit()
    waiting: list[Export] = list(db.session.scalars(select(model).where(*lost)))
    for one in waiting:
        one.state, one.lease_until = "waiting", now + LEASE
    db.session.commit()
    for one in waiting:
        begin(one)


def tidy_exports(now: datetime) -> None:
    """End what has been there for a week, and remove archives that are nobody's: whose export has ended or is gone."""
    for workspace_id in workspaces_with("old exports", until=now - KEPT):
        with inside(workspace_id):
            forget_old(WorkspaceExport, now)
    forget_old(AccountExport, now)
    if is_set_up():
        for some in list_stored(FOLDER):
            remove_orphans(key for one in some if (key := key_of_export(one.path)))
        remove_pieces(now)


def forget_old(model: Model, now: datetime) -> None:
    old = delete(model).where(model.ended_at < now - KEPT).execution_options(synchronize_session=False)
    db.session.execute(old)
    db.session.commit()


def remove_orphans(listed: Iterable[str]) -> None:
    """Remove the archives of these keys that no export names; each is named before its first byte is written."""
    keys = list(listed)
    known = set(db.session.scalars(select(AccountExport.store_key).where(AccountExport.store_key.in_(keys))))
    for workspace_id in workspaces_with("archives", keys=keys) if keys else ():
        with inside(workspace_id):
            mine = select(WorkspaceExport.store_key).where(WorkspaceExport.store_key.in_(keys))
            known.update(db.session.scalars(mine))
    remove(path_of_export(key) for key in keys if key not in known)


def remove_pieces(now: datetime) -> None:
    """Remove what a killed worker had begun to write into a folder; a bucket does this by a rule of its own."""
    settings = current_app.config["SETTINGS"]
    if not settings.files_bucket:
        for piece in Path(settings.files_folder).glob(f"{FOLDER}/*.zip#*"):
            if datetime.fromtimestamp(piece.stat().st_mtime, now.tzinfo) < now - timedelta(days=1):
                piece.unlink(missing_ok=True)
