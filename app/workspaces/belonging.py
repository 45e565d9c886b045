"""Across workspaces: which ones a person is in, and telling them that the person looks different now."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, Uuid, bindparam, select, text

from app.accounts.models import User
from app.activity.record import record
from app.activity.transaction import changed_workspaces
from app.database import in_workspace
from app.extensions import db
from app.workspaces.models import Membership

WHERE = text("select distinct id from workspaces_of(:people) as id order by id").bindparams(
    bindparam("people", type_=ARRAY(Uuid()))
)
WHO = text("select user_id from memberships where workspace_id = :workspace")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody acting as a member where they are no viewer: while joining, or from another workspace."""

    member_id: uuid.UUID | None
    user_id: uuid.UUID | None = None
    name: str = ""


def list_workspace_ids(user_ids: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    """Return every workspace that shows one of these people, also those they have left."""
    return list(db.session.scalars(WHERE, {"people": list(user_ids)}))


def list_user_ids(workspace_id: uuid.UUID) -> list[uuid.UUID]:
    """Return everyone who is in this workspace, also those who have left it; the caller is in it."""
    return list(db.session.scalars(WHO, {"workspace": workspace_id}))


def tell_workspaces(user: User, *, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Record in each of the person's workspaces that they changed, so that no page shows what they were."""
    for workspace_id in list_workspace_ids([user.id]):
        with in_workspace(workspace_id):
            member = db.session.scalars(select(Membership).where(Membership.user_id == user.id)).one()
            record("member.changed", member, by=Member(member.id), before=before, after=after)


def refresh_switchers(user_ids: Iterable[uuid.UUID]) -> None:
    """Make stale what names these people's workspaces: the menu beside every page of theirs."""
    changed_workspaces(db.session()).update(list_workspace_ids(user_ids))
