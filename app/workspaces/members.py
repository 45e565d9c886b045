"""The people of a workspace: who they are, what they may do, and how they go."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select, text

from app.activity.record import record
from app.database import as_user
from app.errors import Forbidden, Invalid, NotFound
from app.extensions import db
from app.projects.sharing import leave_projects, shut_out
from app.workspaces.belonging import refresh_switchers
from app.workspaces.inviting import revoke_invitations_by
from app.workspaces.models import Membership, Role
from app.workspaces.policy import require
from app.workspaces.viewer import Viewer

OFFERED = (Role.GUEST, Role.MEMBER, Role.ADMIN, Role.OWNER)
LAST_OWNER = "The last owner stays. Make somebody else an owner first."
UNASSIGN = text("delete from task_assignees where workspace_id = :w and membership_id = :m returning task_id")
MOVE_HOME = text("""
update users u set home_workspace_id = coalesce((
       select m.workspace_id from memberships m
        where m.user_id = u.id and m.removed_at is null and m.workspace_id <> :left
        order by m.joined_at, m.workspace_id limit 1), u.home_workspace_id)
 where u.id = :user and u.home_workspace_id = :left""")


def list_members(viewer: Viewer) -> list[Membership]:
    """Return everyone who is here, those who may most first, then by name."""
    rows = db.session.scalars(
        select(Membership).where(Membership.workspace_id == viewer.workspace_id, Membership.removed_at.is_(None))
    )
    return sorted(rows, key=lambda member: (-Role(member.role).rank, member.name.casefold(), member.id))


def get_member(viewer: Viewer, id: uuid.UUID, *, to: str) -> Membership:
    """Return the member this viewer may do `to`; oneself one may always remove."""
    member = db.session.scalar(
        select(Membership).where(
            Membership.workspace_id == viewer.workspace_id, Membership.id == id, Membership.removed_at.is_(None)
        )
    )
    if member is None:
        raise NotFound
    if not (to == "member.remove" and member.id == viewer.member_id):
        require(viewer, to, member)
    return member


def roles_for(viewer: Viewer) -> list[Role]:
    """Return the roles this viewer may give: up to their own."""
    return [role for role in OFFERED if role.rank <= viewer.role.rank]


def change_role(member: Membership, typed: str, *, by: Viewer, at: datetime) -> None:
    """Give the member another role; nobody gives more than they have, and one owner always stays."""
    if typed not in set(OFFERED):
        raise Invalid({"role": ["Choose a role of the list."]})
    role = Role(typed)
    if role.rank > by.role.rank:
        raise Forbidden
    if role == member.role:
        return
    if member.role == Role.OWNER:
        keep_an_owner()
    member.role = role
    record("member.role_changed", member, by=by)
    if role.rank < Role.ADMIN.rank:
        revoke_invitations_by(member.id, at=at)
    if role == Role.GUEST:
        db.session.flush()
        shut_out(member.workspace_id, at=at, member_id=member.id)


def remove_member(member: Membership, *, by: Viewer, at: datetime) -> None:
    """End the membership now: it leaves all tasks and its open invitations end, but history keeps the name."""
    if member.role == Role.OWNER:
        keep_an_owner()
    member.removed_at = at
    tasks = db.session.scalars(UNASSIGN, {"w": member.workspace_id, "m": member.id})
    record("member.removed", member, by=by, before={"tasks": sorted(map(str, tasks))})
    revoke_invitations_by(member.id, at=at)
    leave_projects(member, by=by)
    with as_user(member.user_id):
        db.session.execute(MOVE_HOME, {"user": member.user_id, "left": member.workspace_id})
    refresh_switchers([member.user_id])


def keep_an_owner() -> None:
    """Raise Invalid if there is one owner only; two owners who go at once wait for each other here."""
    owners = (
        select(Membership.id)
        .where(Membership.role == Role.OWNER, Membership.removed_at.is_(None))
        .order_by(Membership.id)
        .with_for_update()
    )
    if len(db.session.scalars(owners).all()) < 2:
        raise Invalid({"role": [LAST_OWNER]})
