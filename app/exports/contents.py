"""What goes into an archive, in which order, and the manifest that says so."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from app.attachments.store import path_of, read_pieces
from app.database import as_user, in_workspace
from app.exports.archive import Archive, units
from app.exports.kinds import ACCOUNT, WORKSPACE
from app.exports.rows import account_condition, count_rows, read_files, read_lines, sum_sizes, workspace_condition
from app.exports.scopes import SCOPES

FORMAT = "primo-export"
VERSION = 1
HERE = text("select id, slug, name from workspaces where id = :workspace")
BELONGS = text("""
select m.id, m.workspace_id from memberships m join workspaces w on w.id = m.workspace_id
 where m.user_id = :user and m.removed_at is null and w.deleted_at is null order by m.workspace_id""")


class Part(NamedTuple):
    """What an export takes of one workspace: the rows of a scope, for one member, into a folder of the archive."""

    workspace_id: uuid.UUID
    member_id: uuid.UUID
    scope: str
    folder: str = ""

    @property
    def values(self) -> dict[str, uuid.UUID]:
        return {"workspace": self.workspace_id, "me": self.member_id}

    def conditions(self) -> dict[str, str]:
        return {kind.name: workspace_condition(kind, SCOPES[self.scope][kind.name]) for kind in WORKSPACE}


def measure(connection: Connection, part: Part) -> int:
    """Return how much there is to write: rows, and files by their size."""
    conditions = part.conditions()
    with in_workspace(part.workspace_id):
        rows = sum(count_rows(connection, kind, conditions[kind.name], part.values) for kind in WORKSPACE)
        return rows + units(sum_sizes(connection, conditions["files"], part.values))


def write_part(archive: Archive, connection: Connection, part: Part) -> dict[str, Any]:
    """Write the lines and the files, and return what the manifest says of them."""
    conditions, kinds = part.conditions(), {}
    with in_workspace(part.workspace_id):
        id, slug, name = connection.execute(HERE, {"workspace": part.workspace_id}).one()
        for kind in WORKSPACE:
            path = f"{part.folder}{kind.name}.jsonl"
            lines = read_lines(connection, kind, conditions[kind.name], part.values)
            kinds[kind.name] = {"path": path, "count": archive.write_lines(path, lines)}
        written, missing = 0, []
        for file in read_files(connection, conditions["files"], part.values):
            try:
                pieces: Iterator[bytes] = read_pieces(path_of(part.workspace_id, file.store_key))
            except FileNotFoundError:
                missing.append(str(file.id))
                continue
            archive.write_file(f"{part.folder}files/{file.id}/{file.name}", pieces)
            written += 1
    return {
        "id": str(id),
        "slug": slug,
        "name": name,
        "folder": part.folder,
        "kinds": kinds,
        "files": {"written": written, "missing": missing},
    }


def write_account(archive: Archive, connection: Connection, user_id: uuid.UUID) -> dict[str, Any]:
    """Write what belongs to the account itself, and return what the manifest says of it."""
    kinds = {}
    for kind in ACCOUNT:
        path = f"{kind.name}.jsonl"
        lines = read_lines(connection, kind, account_condition(kind), {"user": user_id})
        kinds[kind.name] = {"path": path, "count": archive.write_lines(path, lines)}
    return kinds


def parts_of(connection: Connection, user_id: uuid.UUID) -> list[Part]:
    """Return what a person's export takes of each workspace they are in."""
    with as_user(user_id):
        found = connection.execute(BELONGS, {"user": user_id}).all()
    return [Part(workspace, member, "mine", f"workspaces/{workspace}/") for member, workspace in found]


def manifest(of: str, at: datetime, **more: Any) -> dict[str, Any]:
    return {"format": FORMAT, "version": VERSION, "of": of, "made_at": at.isoformat(), **more}
