"""The projects a guest is invited to: chosen with the invitation, and asked about again when the guest comes."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select

from app.errors import Invalid
from app.extensions import db
from app.projects.listing import list_projects
from app.projects.models import Project
from app.projects.sharing import add_person
from app.projects.visibility import visible_to
from app.workspaces.inviting import list_chosen
from app.workspaces.models import Invitation, InvitationProject, Membership, Role
from app.workspaces.policy import admits, can, may_share
from app.workspaces.viewer import Viewer


def list_offered(viewer: Viewer) -> list[Project]:
    """Return the projects at work that this viewer may open to a guest, in their order."""
    return [project for project in list_projects(viewer).active if can(viewer, "project.share", project)]


def read_chosen(typed: Iterable[str], by: Viewer) -> list[uuid.UUID]:
    """Return the ids of the projects that were ticked, or raise Invalid if one is not offered."""
    wanted = set(typed)
    offered = {str(project.id): project.id for project in list_offered(by)} if wanted else {}
    if not wanted <= offered.keys():
        raise Invalid({"projects": ["Choose projects of the list."]})
    return [offered[id] for id in sorted(wanted)]


def names_chosen(viewer: Viewer, invitations: Iterable[Invitation]) -> dict[uuid.UUID, list[str]]:
    """Return by invitation the names of its projects that this viewer sees, in their order."""
    rows = db.session.execute(
        select(InvitationProject.invitation_id, Project.name)
        .join(Project, Project.id == InvitationProject.project_id)
        .where(
            InvitationProject.invitation_id.in_([one.id for one in invitations]),
            Project.trashed_at.is_(None),
            visible_to(viewer),
        )
        .order_by(Project.order_key)
    )
    names: dict[uuid.UUID, list[str]] = defaultdict(list)
    for id, name in rows:
        names[id].append(name)
    return names


def list_granted(invitation: Invitation, *, lock: bool = False) -> list[Project]:
    """Return the chosen projects that are still there, and that who invites may still open to a guest."""
    inviter = invitation.inviter
    if inviter.removed_at is not None:
        return []
    query = (
        select(Project)
        .where(Project.id.in_(list_chosen(invitation)), Project.trashed_at.is_(None))
        .order_by(Project.order_key)
    )
    projects = db.session.scalars(query.with_for_update(of=Project) if lock else query)
    return [project for project in projects if is_theirs_to_open(inviter, project)]


def is_theirs_to_open(inviter: Membership, project: Project) -> bool:
    return admits(project, inviter.id, inviter.role) and may_share(project, inviter.id, Role(inviter.role))


def let_guest_in(invitation: Invitation, guest: Membership) -> None:
    """Add who has come to what they were invited to."""
    for project in list_granted(invitation, lock=True):
        add_person(project, guest, by=invitation.inviter)
