"""The jobs; running one twice is harmless, since who has not the lease leaves the export alone."""

from __future__ import annotations

import secrets
import uuid

from sqlalchemy import Connection, select

from app.database import utcnow
from app.exports.archive import Archive
from app.exports.contents import Part, manifest, measure, parts_of, write_account, write_part
from app.exports.making import Order, make
from app.exports.models import AccountExport, WorkspaceExport
from app.exports.progress import MOST_ATTEMPTS, Progress, put_back, take
from app.exports.readme import write_readme
from app.extensions import db
from app.sweeping import inside
from app.workspaces.models import Role, Workspace


def export_workspace(workspace_id: str, id: str) -> None:
    """Write the export of a workspace that somebody asked for, unless they may have it no longer."""
    with inside(uuid.UUID(workspace_id)):
        order = order_of_workspace(uuid.UUID(workspace_id), uuid.UUID(id))
        if order is not None:
            make(order)


def order_of_workspace(workspace_id: uuid.UUID, id: uuid.UUID) -> Order | None:
    key = secrets.token_hex(16)
    asked = take(WorkspaceExport, id, key, utcnow())
    if asked is None:
        return None
    assert isinstance(asked, WorkspaceExport)
    asker, least = asked.asker, Role.OWNER if asked.is_whole else Role.ADMIN
    if asker.removed_at or Role(asker.role).rank < least.rank:
        put_back(WorkspaceExport, id, key, MOST_ATTEMPTS, utcnow())
        return None
    here = db.session.scalars(select(Workspace).where(Workspace.id == workspace_id)).one()
    part = Part(workspace_id, asked.asked_by, "whole" if asked.is_whole else "seen")

    def write(archive: Archive, connection: Connection, progress: Progress) -> None:
        progress.begin(measure(connection, part))
        write_readme(archive, part.scope)
        written = write_part(archive, connection, part)
        archive.write_json("manifest.json", manifest("workspace", archive.at, scope=part.scope, workspace=written))

    place = f"{here.slug}/settings/workspace/export"
    order = Order(WorkspaceExport, id, key, asked.attempts, asked.asked_by, asker.user_id, place, here.name, write)
    db.session.rollback()
    return order


def export_account(id: str) -> None:
    """Write everything about the person who asked for it."""
    db.session.rollback()
    try:
        order = order_of_account(uuid.UUID(id))
        if order is not None:
            make(order)
    finally:
        db.session.remove()


def order_of_account(id: uuid.UUID) -> Order | None:
    key = secrets.token_hex(16)
    asked = take(AccountExport, id, key, utcnow())
    if asked is None:
        return None
    assert isinstance(asked, AccountExport)
    user_id = asked.user_id

    def write(archive: Archive, connection: Connection, progress: Progress) -> None:
        parts = parts_of(connection, user_id)
        progress.begin(sum(measure(connection, part) for part in parts))
        write_readme(archive, "mine")
        kinds = write_account(archive, connection, user_id)
        workspaces = [write_part(archive, connection, part) for part in parts]
        archive.write_json("manifest.json", manifest("person", archive.at, kinds=kinds, workspaces=workspaces))

    order = Order(AccountExport, id, key, asked.attempts, user_id, user_id, "account/export", "", write)
    db.session.rollback()
    return order
