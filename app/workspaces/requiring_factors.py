"""A workspace that asks everyone for a second factor: at once, or after a week in which people can set one up."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import text

from app.accounts.sessions import look_again_at
from app.activity.record import record
from app.database import as_user
from app.errors import Invalid
from app.extensions import db
from app.workspaces.belonging import list_user_ids
from app.workspaces.models import Workspace
from app.workspaces.viewer import Account, Viewer

GRACE = timedelta(days=7)
CHOICES = ("off", "week", "now")
SHUT_OUT = "Set up a second factor for yourself first, or this would shut you out."

WITHOUT = text("""
select m.user_id from memberships m
 where m.workspace_id = :workspace and m.removed_at is null
   and not exists (select from second_factors f where f.user_id = m.user_id and f.confirmed_at is not null)
   and not exists (select from passkeys p where p.user_id = m.user_id)""")

ASKED = text("""
select exists (select from memberships m join workspaces w on w.id = m.workspace_id
 where m.user_id = :user and m.removed_at is null and w.deleted_at is null and w.factor_required_from <= :now)""")


def require_factor(workspace: Workspace, typed: str, *, by: Viewer, at: datetime) -> None:
    """Ask everyone for a second factor, now or from in a week on, or no more; Invalid if it shuts out who says so."""
    if typed not in CHOICES:
        raise Invalid({"required": ["Choose one of the three."]})
    if typed != "off" and not by.account.has_factor:
        raise Invalid({"required": [SHUT_OUT]})
    if typed == choice_of(workspace, at=at):
        return
    before = workspace.factor_required_from
    workspace.factor_required_from = {"off": None, "week": at + GRACE, "now": at}[typed]
    record(
        "workspace.factor_required",
        workspace,
        by=by,
        before={"from": before.isoformat() if before else None},
        after={"choice": typed},
    )
    for user_id in list_user_ids(workspace.id):
        look_again_at(user_id)  # open streams of who has none end


def choice_of(workspace: Workspace, *, at: datetime) -> str:
    if workspace.factor_required_from is None:
        return "off"
    return "now" if workspace.factor_required_from <= at else "week"


def count_without(viewer: Viewer) -> int:
    """Count the members who have no second factor at all."""
    return len(db.session.scalars(WITHOUT, {"workspace": viewer.workspace_id}).all())


def lacks_factor(account: Account, now: datetime) -> bool:
    """Say whether any workspace the person is in asks for a second factor that this session was not begun with."""
    if account.has_factor:
        return False
    with as_user(account.user_id):
        return bool(db.session.scalar(ASKED, {"user": account.user_id, "now": now}))
