"""What `z` undoes and `Shift z` redoes: somebody's own changes of the last day, the newest first."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import text

from app.extensions import db
from app.history.changes import STEPS, take_turn
from app.history.kinds import NEEDS
from app.workspaces.viewer import Viewer

DEEP = 200
LASTS = timedelta(days=1)
OWN = text("""
select e.change_id, e.undoes from events e
 where e.workspace_id = :workspace and e.actor_id = :me and e.at > :since
   and (:undone_too or not exists (
       select from events u where u.workspace_id = :workspace and u.undoes = e.change_id))
 group by e.seq, e.change_id, e.undoes having bool_and(e.kind = any(:kinds))
 order by e.seq desc limit :most""")
UNDONE = text("select exists (select from events where workspace_id = :workspace and undoes = :change)")


def next_to_undo(viewer: Viewer, *, at: datetime, but: Collection[uuid.UUID] = ()) -> uuid.UUID | None:
    """Return the viewer's newest change that is in force and can be undone; those of `but` have been tried."""
    take_turn(f"undo of {viewer.member_id}")
    for change_id, undoes in own_changes(viewer, at):
        if change_id not in but and (undoes is None or count_steps(viewer, change_id) % 2 == 0):
            return change_id
    return None


def next_to_redo(viewer: Viewer, *, at: datetime) -> uuid.UUID | None:
    """Return the viewer's newest undo that was not redone, if they have changed nothing else since."""
    take_turn(f"undo of {viewer.member_id}")
    for change_id, undoes in own_changes(viewer, at, undone_too=True):
        if undoes is None:
            return None
        if not is_undone(viewer, change_id) and count_steps(viewer, change_id) % 2:
            return change_id
    return None


def own_changes(viewer: Viewer, at: datetime, *, undone_too: bool = False) -> list[tuple[uuid.UUID, uuid.UUID | None]]:
    """Return the viewer's changes that can be undone, the newest first, each with the change it undoes."""
    values = {
        "workspace": viewer.workspace_id,
        "me": viewer.member_id,
        "since": at - LASTS,
        "kinds": list(NEEDS),
        "undone_too": undone_too,
        "most": DEEP,
    }
    return [(row.change_id, row.undoes) for row in db.session.execute(OWN, values)]


def count_steps(viewer: Viewer, change_id: uuid.UUID) -> int:
    """Return how many undos and redos lead from the first change to this one."""
    values = {"workspace": viewer.workspace_id, "change": change_id}
    return int(db.session.execute(STEPS, values).scalar_one())


def is_undone(viewer: Viewer, change_id: uuid.UUID) -> bool:
    values = {"workspace": viewer.workspace_id, "change": change_id}
    return bool(db.session.execute(UNDONE, values).scalar_one())
