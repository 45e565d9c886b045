"""The people of a workspace: who they are, and what they may do."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select, text

from app.activity.record import record
from app.errors import Forbidden, Invalid, NotFound
from app.extensions import db
from app.projects.sharing import end_exports, shut_out
from app.workspaces.inviting import revoke_invitations_by
from app.workspaces.models import Membership, Role
from app.workspaces.policy import require
from app.workspaces.viewer import Viewer

OFFERED = (Role.GUEST, Role.MEMBER, Role.ADMIN, Role.OWNER)
LAST_OWNER = "The last owner stays. Make somebody else an owner first."
ONE_AT_A_TIME = text("select pg_advisory_xact_lock(hashtextextended('people of ' || :workspace, 0))")


def list_members(viewer: Viewer) -> list[Membership]:
    """Return everyone who is here, those who may most first, then by name."""
    rows = db.session.scalars(
        select(Membership).where(Membership.workspace_id == viewer.workspace_id, Membership.removed_at.is_(None))
    )
    return sorted(rows, key=lambda member: (-Role(member.role).rank, member.name.casefold(), member.id))


def get_member(viewer: Viewer, id: uuid.UUID, *, to: str, lock: bool = False) -> Membership:
    """Return the member this viewer may do `to`; oneself one may always remove.

    With `lock` nobody else changes the workspace's people until commit, and the viewer is still what they were.
    """
    if lock:
        take_turn(viewer)
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
        end_exports(member.workspace_id, [member.id], their_own=False)
    if role == Role.GUEST:
        db.session.flush()
        shut_out(member.workspace_id, at=at, member_id=member.id)
        end_exports(member.workspace_id, [member.id])


def hand_over_ownership(member: Membership, *, by: Viewer) -> None:
    """Make the member an owner, and who was one an admin."""
    if member.id == by.member_id:
        raise Invalid({"role": ["You own the workspace already. Choose somebody else."]})
    me = db.session.scalars(select(Membership).where(Membership.id == by.member_id)).one()
    if member.role != Role.OWNER:
        member.role = Role.OWNER
        record("member.role_changed", member, by=by)
    me.role = Role.ADMIN
    record("member.role_changed", me, by=by)


def take_turn(viewer: Viewer) -> None:
    """Wait until nobody else changes who is here, hold that until commit, and refuse who was changed meanwhile."""
    db.session.execute(ONE_AT_A_TIME, {"workspace": viewer.workspace_id})
    still = select(Membership.role).where(Membership.id == viewer.member_id, Membership.removed_at.is_(None))
    role = db.session.scalar(still)
    if role is None:
        raise NotFound
    if role != viewer.role:
        raise Forbidden


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
