"""Asking people to join: a one-time link for one address, for seven days."""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select, update

from app.accounts.emails import email_key, read_email
from app.accounts.models import User
from app.accounts.sent_mails import DAY, has_room
from app.accounts.tokens import hash_token, link_token
from app.activity.record import record
from app.database import new_id
from app.errors import Invalid, NotFound
from app.extensions import db
from app.notifications.models import Delivery
from app.translation.speaking import _
from app.workspaces.models import Invitation, InvitationProject, Membership, Role
from app.workspaces.viewer import Viewer

LIFE = timedelta(days=7)
MOST_AT_ONCE = 20
MOST_A_DAY = 200
"""Of a workspace, and of an account in all of them, those sent again included: each is a mail to somebody who may not
have asked for it."""
OFFERED = (Role.MEMBER, Role.GUEST, Role.ADMIN)
"""No more than those have who may invite, so that nobody gives what they do not have."""


def invite(
    typed: str, role: str, *, by: Viewer, at: datetime, projects: Collection[uuid.UUID] = ()
) -> list[Invitation]:
    """Return an invitation for each address, or raise Invalid and invite nobody; a mail is queued for each.

    Guests are invited to `projects`, which the caller has checked; others see what everyone sees.
    """
    if role not in set(OFFERED):
        raise Invalid({"role": ["Choose a role of the list."]})
    emails = read_emails(typed)
    refuse_too_many(by, len(emails), at)
    for email in emails:
        refuse_known(email, at)
    chosen = projects if role == Role.GUEST else ()
    return [create_invitation(email, Role(role), by=by, at=at, projects=chosen) for email in emails]


def read_emails(typed: str) -> list[str]:
    """Return the addresses between spaces, commas or lines, each once."""
    words = [word for word in re.split(r"[\s,;]+", typed) if word]
    if not words:
        raise Invalid({"emails": ["Write at least one mail address."]})
    if len(words) > MOST_AT_ONCE:
        raise Invalid({"emails": [_("Invite at most {most} people at once.", most=MOST_AT_ONCE)]})
    emails: dict[str, str] = {}
    for word in words:
        try:
            email = read_email(word)
        except Invalid:
            raise Invalid({"emails": [_("“{word}” is not a mail address.", word=word[:80])]}) from None
        emails.setdefault(email_key(email), email)
    return list(emails.values())


def refuse_too_many(by: Viewer, more: int, at: datetime) -> None:
    """Raise Invalid where so many more would be too many mails to strangers for a day."""
    today = select(func.count()).where(Invitation.workspace_id == by.workspace_id, Invitation.created_at > at - DAY)
    is_full = (db.session.scalar(today) or 0) + more > MOST_A_DAY
    own = f"invited by {by.account.user_id}"
    if is_full or not has_room(own, mails=more, most=MOST_A_DAY, within=DAY, at=at):
        raise Invalid({"emails": [_("Invite at most {most} people a day, and go on tomorrow.", most=MOST_A_DAY)]})


def refuse_known(email: str, at: datetime) -> None:
    """Raise Invalid for whom is here or invited already; an invitation that is too old makes room for a new one."""
    key = email_key(email)
    is_member = select(Membership.id).join(User).where(User.email_key == key, Membership.removed_at.is_(None))
    if db.session.scalar(is_member):
        raise Invalid({"emails": [_("{email} is a member already.", email=email)]})
    for invitation in db.session.scalars(pending().where(Invitation.email_key == key)):
        if invitation.expires_at > at:
            raise Invalid(
                {"emails": [_("{email} is invited already. You can send the invitation again below.", email=email)]}
            )
        invitation.revoked_at = at
        db.session.flush()


def create_invitation(
    email: str, role: Role, *, by: Viewer, at: datetime, projects: Collection[uuid.UUID] = ()
) -> Invitation:
    """Return a new invitation with its mail queued; the caller has checked who may."""
    invitation = Invitation(
        workspace_id=by.workspace_id,
        id=new_id(),
        email=email,
        email_key=email_key(email),
        role=role,
        invited_by=by.member_id,
        created_at=at,
        expires_at=at + LIFE,
    )
    invitation.token_hash = hash_token(invitation_token(invitation))
    db.session.add(invitation)
    record("member.invited", invitation, by=by, after={"projects": sorted(projects)} if projects else None)
    db.session.flush()
    db.session.add_all(
        InvitationProject(workspace_id=by.workspace_id, id=new_id(), invitation_id=invitation.id, project_id=id)
        for id in projects
    )
    db.session.add(
        Delivery(
            workspace_id=by.workspace_id,
            id=new_id(),
            kind="invited",
            once_key=f"invited:{invitation.id}",
            invitation_id=invitation.id,
            address=email,
            next_attempt_at=at,
            created_at=at,
        )
    )
    return invitation


def invitation_token(invitation: Invitation) -> str:
    return link_token("invite", invitation.id)


def list_pending(viewer: Viewer) -> list[Invitation]:
    """Return who is asked and has not come, the latest first."""
    query = pending().where(Invitation.workspace_id == viewer.workspace_id)
    return list(db.session.scalars(query.order_by(Invitation.id.desc())))


def get_pending(viewer: Viewer, id: uuid.UUID) -> Invitation:
    """Return an invitation nobody has used or taken back; an owner's or admin's affair, the endpoint says so."""
    query = pending().where(Invitation.workspace_id == viewer.workspace_id, Invitation.id == id)
    invitation = db.session.scalar(query.with_for_update())
    if invitation is None:
        raise NotFound
    return invitation


def resend(invitation: Invitation, *, by: Viewer, at: datetime) -> Invitation:
    """Return a new invitation in place of this one, whose link ends, to the same projects; Invalid as `invite`."""
    refuse_too_many(by, 1, at)
    invitation.revoked_at = at
    db.session.flush()
    projects = list_chosen(invitation)
    return create_invitation(invitation.email, Role(invitation.role), by=by, at=at, projects=projects)


def list_chosen(invitation: Invitation) -> list[uuid.UUID]:
    """Return the ids of the projects a guest was invited to, whatever has become of them."""
    query = select(InvitationProject.project_id).where(InvitationProject.invitation_id == invitation.id)
    return list(db.session.scalars(query.order_by(InvitationProject.project_id)))


def revoke(invitation: Invitation, *, by: Viewer, at: datetime) -> None:
    invitation.revoked_at = at
    record("invitation.revoked", invitation, by=by)


def revoke_invitations_by(member_id: uuid.UUID, *, at: datetime) -> None:
    """End what somebody offered who may not offer it any more."""
    open_ones = Invitation.accepted_at.is_(None) & Invitation.revoked_at.is_(None)
    db.session.execute(
        update(Invitation).where(Invitation.invited_by == member_id, open_ones).values(revoked_at=at),
        execution_options={"synchronize_session": False},
    )


def pending() -> Select[Invitation]:
    """Return a query of the invitations that wait for an answer, also those that are too old by now."""
    return select(Invitation).where(Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
