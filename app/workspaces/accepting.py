"""Joining by an invitation's link: who holds it is asked first, and it is spent once."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select, text

from app.accounts.models import User
from app.accounts.tokens import hash_token, read_link_token
from app.activity.record import record
from app.database import in_workspace
from app.errors import NotFound
from app.extensions import db
from app.projects.guests import let_guest_in
from app.walls import HOLD
from app.workspaces.belonging import Member, refresh_switchers
from app.workspaces.creating import join
from app.workspaces.models import Invitation, Membership, Role, Workspace
from app.workspaces.viewer import Account

WHERE = text("""
select i.workspace_id from invitations i join workspaces w on w.id = i.workspace_id
 where i.token_hash = :hash and w.deleted_at is null""")
SPENT = text("""
select w.slug from invitations i join workspaces w on w.id = i.workspace_id
  join memberships m on m.workspace_id = i.workspace_id and m.user_id = :user and m.removed_at is null
 where i.token_hash = :hash and i.accepted_at is not null""")


@contextmanager
def opened(token: str, *, at: datetime, lock: bool = False) -> Iterator[Invitation]:
    """Yield the open invitation this link stands for, inside its workspace; NotFound if it has ended or never was."""
    id = read_link_token("invite", token)
    db.session.execute(HOLD, {"held": hash_token(token).hex()})
    workspace_id: uuid.UUID | None = db.session.scalar(WHERE, {"hash": hash_token(token)})
    if workspace_id is None:
        raise NotFound
    with in_workspace(workspace_id):
        query = select(Invitation).where(
            Invitation.workspace_id == workspace_id,
            Invitation.id == id,
            Invitation.accepted_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > at,
            Invitation.inviter.has(Membership.user.has(User.disabled_at.is_(None))),
        )
        invitation = db.session.scalar(query.with_for_update() if lock else query)
        if invitation is None:
            raise NotFound
        yield invitation


def find_joined(token: str, account: Account) -> str | None:
    """Return the slug of the workspace this used link led the account into, for who clicks it again."""
    db.session.execute(HOLD, {"held": hash_token(token).hex()})
    slug: str | None = db.session.scalar(SPENT, {"hash": hash_token(token), "user": account.user_id})
    return slug


def accept(invitation: Invitation, user: User, *, at: datetime) -> Workspace:
    """Make the person a member and spend the link; somebody who is here already keeps their role."""
    workspace = db.session.get_one(Workspace, invitation.workspace_id)
    invitation.accepted_at = at
    here = select(Membership.id).where(Membership.user_id == user.id, Membership.removed_at.is_(None))
    if db.session.scalar(here) is None:
        join(workspace, user, Role(invitation.role), at=at)
        member = db.session.scalars(select(Membership).where(Membership.user_id == user.id)).one()
        record("member.joined", member, by=Member(member.id), after={"role": member.role})
        let_guest_in(invitation, member)
        refresh_switchers([user.id])
    db.session.flush()
    return workspace
