"""How somebody goes: at once, with what they had to do handed over or cleared, and their name kept in the history."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select, text

from app.activity.record import record
from app.database import as_user
from app.errors import Forbidden, Invalid
from app.extensions import db
from app.projects.sharing import end_exports, find_keeper, leave_projects
from app.tasks.handing_over import hand_over_tasks
from app.texts import read_uuid
from app.workspaces.belonging import refresh_switchers
from app.workspaces.inviting import revoke_invitations_by
from app.workspaces.members import keep_an_owner
from app.workspaces.models import Membership, Role
from app.workspaces.policy import can
from app.workspaces.viewer import Viewer

KEEP_FILTERS = text("""
update saved_filters set owner_id = :keeper where workspace_id = :workspace and owner_id = :member and is_shared""")
FORGET_REMINDERS = text("delete from reminders where workspace_id = :workspace and membership_id = :member")
END_LINKS = text("""
update share_links set revoked_at = :at
 where workspace_id = :workspace and created_by = :member and revoked_at is null""")
MOVE_HOME = text("""
update users u set home_workspace_id = coalesce((
       select m.workspace_id from memberships m join workspaces w on w.id = m.workspace_id and w.deleted_at is null
        where m.user_id = u.id and m.removed_at is null and m.workspace_id <> :left
        order by m.joined_at, m.workspace_id limit 1), u.home_workspace_id)
 where u.id = :user and u.home_workspace_id = :left""")


def read_heir(typed: str, viewer: Viewer, leaving: Membership) -> Membership | None:
    """Return who was chosen to go on with the tasks, None for nobody, or raise Invalid."""
    if not typed:
        return None
    if not can(viewer, "member.view"):
        raise Forbidden
    id = read_uuid(typed)
    heir = db.session.scalar(select(Membership).where(Membership.id == id, Membership.removed_at.is_(None)))
    if heir is None or heir.id == leaving.id:
        raise Invalid({"heir": ["Choose somebody of the list."]})
    return heir


def remove_member(member: Membership, *, by: Viewer, at: datetime, heir: Membership | None = None) -> None:
    """End the membership now: open tasks go to the heir, what others rely on stays, and the rest ends."""
    if member.role == Role.OWNER:
        keep_an_owner()
    tasks = hand_over_tasks(member, heir, by=by, at=at)
    member.removed_at = at
    record("member.removed", member, by=by, before={"tasks": tasks})
    revoke_invitations_by(member.id, at=at)
    leave_projects(member, by=by)
    leave_filters(member, heir, by=by)
    end_exports(member.workspace_id, [member.id])
    db.session.execute(FORGET_REMINDERS, {"workspace": member.workspace_id, "member": member.id})
    db.session.execute(END_LINKS, {"workspace": member.workspace_id, "member": member.id, "at": at})
    move_home(member.user_id, member.workspace_id)
    refresh_switchers([member.user_id])


def move_home(user_id: uuid.UUID, left: uuid.UUID) -> None:
    """Let the person be at home where they have been longest, if they were in this workspace and are in another."""
    with as_user(user_id):
        db.session.execute(MOVE_HOME, {"user": user_id, "left": left})


def leave_filters(member: Membership, heir: Membership | None, *, by: Viewer) -> None:
    """Give the filters that everyone uses to somebody who stays; private ones are seen by nobody."""
    keeper = heir.id if heir else by.member_id if by.member_id != member.id else find_keeper(member)
    db.session.execute(KEEP_FILTERS, {"workspace": member.workspace_id, "member": member.id, "keeper": keeper})
