"""Deleting an account for ever: ways in, settings and private things go; work stays, without the name.

The rows of the person and of their memberships stay and are blanked, since comments, files and the history of others'
workspaces point at them.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select, text

from app.accounts.emails import email_key
from app.accounts.models import User
from app.accounts.names import DELETED
from app.accounts.notices import queue_in
from app.accounts.passwords import hash_password
from app.accounts.sessions import end_sessions
from app.accounts.tokens import new_token
from app.audit.writing import audit
from app.database import in_workspace, new_id
from app.errors import Invalid
from app.exports.making import forget
from app.exports.models import AccountExport
from app.extensions import db
from app.goodbyes.settling import Belonging, list_belongings
from app.projects.changing import PATIENCE
from app.projects.models import Project
from app.projects.trashing import remove_project
from app.web.addresses import sends_mail
from app.workspaces.belonging import list_workspace_ids, tell_workspaces
from app.workspaces.leaving import remove_member
from app.workspaces.members import ONE_AT_A_TIME
from app.workspaces.models import Membership
from app.workspaces.viewer import Account, Viewer

CLOSE = text("update invitations set revoked_at = :at where workspace_id = :workspace and accepted_at is null")
OF_MEMBER = tuple(
    text(f"delete from {table} where workspace_id = :workspace and {column} = :member")  # noqa: S608 - ours
    for table, column in (
        ("reminders", "membership_id"),
        ("watches", "membership_id"),
        ("view_settings", "membership_id"),
        ("notification_preferences", "membership_id"),
        ("notifications", "membership_id"),
        ("exports", "asked_by"),
    )
)
OWN_DEEDS = text("""
update events set before = null, after = null
 where workspace_id = :workspace and actor_id = :member and split_part(kind, '.', 1) in ('filter', 'reminder')
   and subject_id not in (select id from saved_filters where workspace_id = :workspace and is_shared)""")
PRIVATE_FILTERS = text("""
delete from saved_filters where workspace_id = :workspace and owner_id = :member and not is_shared""")
NAMES = text("""
update events set before = before - 'name' - 'email', after = after - 'name' - 'email'
 where workspace_id = :workspace and (kind = 'member.changed' and subject_id = :member
    or kind in ('member.invited', 'invitation.revoked') and subject_id in (
       select id from invitations where workspace_id = :workspace and email_key = :key and accepted_at is not null))""")
ADDRESS = (
    text("delete from deliveries where workspace_id = :workspace and lower(address) = :key"),
    text("delete from invitations where workspace_id = :workspace and email_key = :key and accepted_at is not null"),
)
OF_PERSON = tuple(
    text(f"delete from {table} where user_id = :user")  # noqa: S608 - ours
    for table in (
        "password_resets",
        "account_links",
        "second_factors",
        "recovery_codes",
        "passkeys",
        "identities",
        "visits",
        "spent_challenges",
    )
)
FAILURES = text("delete from sign_in_failures where email_key = :key")
NEWCOMERS = text("delete from newcomers where email_key = :key")
ASKED = text("delete from link_requests where email_key = :key")
LOCAL = text("delete from local_mails where lower(receiver) = :key")


def delete_account(account: Account, typed: str, *, at: datetime) -> list[str]:
    """Delete the account of the one who asks, and return which archives in the store are nobody's now.

    Invalid unless their address was typed, or while a workspace would be left to people none of whom owns it.
    """
    db.session.execute(PATIENCE)
    belongings = settle(account.user_id)
    user = db.session.get_one(User, account.user_id, with_for_update=True)
    if email_key(typed) != user.email_key:
        raise Invalid({"email": ["Type the address of your account as it stands above."]})
    audit("account.deleted")
    address, key, language = user.email, user.email_key, user.language
    carrier = next((one.workspace_id for one in belongings if not one.is_deleted), None)
    archives = forget(AccountExport, user.id, but=None)
    for one in belongings:
        with in_workspace(one.workspace_id):
            leave(one, account, at=at)
    for workspace_id in list_workspace_ids([user.id]):
        with in_workspace(workspace_id):
            forget_in(workspace_id, user.id, key)
    tell_workspaces(user, before={}, after={})
    for query in OF_PERSON:
        db.session.execute(query, {"user": user.id})
    for query in (FAILURES, NEWCOMERS, ASKED, LOCAL):
        db.session.execute(query, {"key": key})
    end_sessions(user.id)
    blank(user, at=at)
    if carrier and sends_mail():
        say_goodbye(user, carrier, address, language, at=at)
    return archives


def settle(user_id: uuid.UUID) -> list[Belonging]:
    """Return the workspaces the person is in, in which nobody changes the people until commit; Invalid if one waits."""
    for one in sorted(list_belongings(user_id), key=lambda one: one.workspace_id):
        db.session.execute(ONE_AT_A_TIME, {"workspace": one.workspace_id})
    belongings = list_belongings(user_id)
    if any(one.must_be_settled for one in belongings):
        raise Invalid({"workspaces": ["Hand over or delete the workspaces named above first."]})
    return belongings


def leave(one: Belonging, account: Account, *, at: datetime) -> None:
    """Leave as anybody leaves; a workspace without anybody else is closed, and goes within a day."""
    member = db.session.scalars(select(Membership).where(Membership.id == one.member_id)).one()
    if one.goes_along:
        member.removed_at = at
        db.session.execute(CLOSE, {"workspace": one.workspace_id, "at": at})
    else:
        me = Viewer(account, one.member_id, one.role, one.workspace_id, one.name, one.slug, version=0, unread=0)
        remove_member(member, by=me, at=at)
    db.session.flush()


def forget_in(workspace_id: uuid.UUID, user_id: uuid.UUID, key: str) -> None:
    """Delete what was the person's alone in a workspace, also in one they left before, and what names them."""
    member = db.session.scalars(select(Membership).where(Membership.user_id == user_id)).one()
    values = {"workspace": workspace_id, "member": member.id, "key": key}
    for query in (*OF_MEMBER, OWN_DEEDS, PRIVATE_FILTERS, NAMES, *ADDRESS):
        db.session.execute(query, values)
    for inbox in db.session.scalars(select(Project).where(Project.inbox_of == member.id)).all():
        remove_project(inbox, by=None)


def blank(user: User, *, at: datetime) -> None:
    """Take all that tells who it was from the person's row, which stays shut; the address is free again."""
    user.name, user.email, user.email_key = DELETED, "", f"deleted {user.id}"
    user.email_confirmed_at = user.default_reminders = user.home_workspace_id = None
    user.password_hash, user.has_password = hash_password(new_token()), False
    user.time_zone, user.language, user.theme, user.date_order = "UTC", "en", "system", ""
    user.single_keys, user.sunday_first, user.is_admin = True, False, False
    user.disabled_at = at
    db.session.flush()


def say_goodbye(user: User, carrier: uuid.UUID, address: str, language: str, *, at: datetime) -> None:
    """Queue the one mail that says so, in a workspace that is still open for a day."""
    id = new_id()
    queue_in(
        carrier,
        id=id,
        kind="account",
        once_key=f"account:{id}",
        facts={"what": "account_deleted", "user": str(user.id), "language": language},
        address=address,
        next_attempt_at=at,
        created_at=at,
    )
