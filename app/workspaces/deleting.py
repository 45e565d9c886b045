"""A workspace that goes: nobody enters it from now on, and for fourteen days an owner can bring it back."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select, text

from app.accounts.sessions import look_again_at
from app.activity.record import record
from app.database import in_workspace
from app.errors import Invalid, NotFound
from app.extensions import db
from app.workspaces.belonging import Member, list_user_ids, refresh_switchers
from app.workspaces.leaving import move_home
from app.workspaces.models import Workspace
from app.workspaces.viewer import Account, Viewer

GRACE = timedelta(days=14)
MINE = text("""
select w.id, w.name, w.deleted_at, m.id from memberships m join workspaces w on w.id = m.workspace_id
 where m.user_id = :user and m.removed_at is null and m.role = 'owner' and w.deleted_at is not null
 order by w.deleted_at desc, w.id""")


class Deleted(NamedTuple):
    """A workspace that an owner can still bring back, until `ends`."""

    id: uuid.UUID
    name: str
    ends: datetime
    member_id: uuid.UUID


def delete_workspace(workspace: Workspace, typed: str, *, by: Viewer | None, at: datetime) -> None:
    """Close the workspace to everyone; Invalid unless its name was typed. `by` is none for who comes from outside."""
    if " ".join(typed.split()).casefold() != " ".join(workspace.name.split()).casefold():
        raise Invalid({"name": ["Type the name of the workspace as it stands above."]})
    workspace.deleted_at = at
    record("workspace.deleted", workspace, by=by)
    db.session.flush()
    people = list_user_ids(workspace.id)
    for user_id in people:
        look_again_at(user_id)  # their open streams of this workspace end
        move_home(user_id, workspace.id)
    refresh_switchers(people)


def list_deleted(account: Account) -> list[Deleted]:
    """Return what this person owns and can bring back, the latest first."""
    rows = db.session.execute(MINE, {"user": account.user_id})
    return [Deleted(id, name, at + GRACE, member_id) for id, name, at, member_id in rows]


def bring_workspace_back(account: Account, id: uuid.UUID) -> Workspace:
    """Open a deleted workspace again for everyone who was in it; NotFound unless it is this person's to bring back."""
    found = next((one for one in list_deleted(account) if one.id == id), None)
    if found is None:
        raise NotFound
    with in_workspace(id):
        workspace = db.session.scalars(select(Workspace).where(Workspace.id == id).with_for_update()).one_or_none()
        if workspace is None:
            raise NotFound
        workspace.deleted_at = None
        record("workspace.brought_back", workspace, by=Member(found.member_id))
        refresh_switchers(list_user_ids(id))
        db.session.flush()
    return workspace
