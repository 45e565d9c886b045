"""Which projects somebody sees: the one condition behind every list, count, search, export, message and stream.

An Inbox is its owner's alone. Another project is seen by those who were added to it and, unless it is private, by
everyone who is more than a guest. `workspaces.policy.admits` says the same of a project that is loaded.
"""

from __future__ import annotations

from typing import Any, Protocol

from sqlalchemy import and_, exists, or_

from app.projects.models import Project, ProjectMember
from app.workspaces.models import Role


def seen(project: str = "p", *, me: str = "%(me)s", workspace: str = "%(workspace)s") -> str:
    """Return the condition in SQL, over a row of projects and the member `me`; it is never null."""
    return f"""(case when {project}.inbox_of is not null then {project}.inbox_of = {me} else
     not {project}.is_private and coalesce((select seer.role <> 'guest' from memberships seer
       where seer.workspace_id = {workspace} and seer.id = {me}), false)
     or exists (select from project_members added where added.workspace_id = {workspace}
       and added.project_id = {project}.id and added.membership_id = {me}) end)"""  # noqa: S608 - ours


class Seer(Protocol):
    """Who asks: a viewer, or what stands for one in a statement that is built before it is asked."""

    @property
    def role(self) -> Role: ...

    @property
    def workspace_id(self) -> Any: ...

    @property
    def member_id(self) -> Any: ...


def visible_to(viewer: Seer) -> Any:
    """Return the condition for a query on `Project`."""
    added = exists().where(
        ProjectMember.workspace_id == viewer.workspace_id,
        ProjectMember.project_id == Project.id,
        ProjectMember.membership_id == viewer.member_id,
    )
    shared = added if viewer.role == Role.GUEST else or_(Project.is_private.is_(False), added)
    return or_(Project.inbox_of == viewer.member_id, and_(Project.inbox_of.is_(None), shared))
