"""What somebody leaves behind in each workspace, and whether anybody could go on with it."""

from __future__ import annotations

import uuid
from typing import NamedTuple

from sqlalchemy import select, text

from app.database import as_user, in_workspace
from app.extensions import db
from app.tasks.handing_over import count_open_tasks
from app.workspaces.models import Membership, Role

MINE = text("""
select m.workspace_id, m.id, w.name, w.slug, m.role, w.deleted_at is not null as is_deleted
  from memberships m join workspaces w on w.id = m.workspace_id
 where m.user_id = :user and m.removed_at is null order by w.name, w.id""")
OTHERS = text("""
select count(*), count(*) filter (where role = 'owner') from memberships
 where workspace_id = :workspace and id <> :me and removed_at is null""")


class Belonging(NamedTuple):
    """A workspace the person is in, who else is, and what they have to do there."""

    workspace_id: uuid.UUID
    member_id: uuid.UUID
    name: str
    slug: str
    role: Role
    is_deleted: bool
    others: int
    other_owners: int
    open_tasks: int

    @property
    def goes_along(self) -> bool:
        """Whether the workspace goes with the account: nobody else is in it, or could bring it back."""
        return not self.others or (self.is_deleted and self.role == Role.OWNER and not self.other_owners)

    @property
    def must_be_settled(self) -> bool:
        """Whether others are in it and none of them is an owner."""
        return self.role == Role.OWNER and not self.other_owners and not self.goes_along


def list_belongings(user_id: uuid.UUID) -> list[Belonging]:
    """Return every workspace the person is in, deleted ones that can still be brought back among them."""
    with as_user(user_id):
        rows = db.session.execute(MINE, {"user": user_id}).all()
    return [belonging(*row) for row in rows]


def belonging(
    workspace_id: uuid.UUID, member_id: uuid.UUID, name: str, slug: str, role: str, is_deleted: bool
) -> Belonging:
    with in_workspace(workspace_id):
        others, owners = db.session.execute(OTHERS, {"workspace": workspace_id, "me": member_id}).one()
        member = db.session.scalars(select(Membership).where(Membership.id == member_id)).one()
        tasks = count_open_tasks(member)
    return Belonging(workspace_id, member_id, name, slug, Role(role), is_deleted, others, owners, tasks)
