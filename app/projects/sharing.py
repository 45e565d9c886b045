"""Who sees a project: everyone of the workspace or chosen people; and what those lose who see it no longer."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert, select, text

from app.activity.record import record
from app.database import new_id
from app.errors import Invalid
from app.extensions import db
from app.projects.models import Project, ProjectMember
from app.projects.visibility import seen
from app.workspaces.belonging import Member
from app.workspaces.models import Membership, Role
from app.workspaces.policy import admits
from app.workspaces.viewer import Viewer

OF = """t.workspace_id = :workspace and p.workspace_id = :workspace and p.id = t.project_id
   and (cast(:project as uuid) is null or p.id = :project)"""
UNASSIGN = text(f"""
delete from task_assignees a using tasks t, projects p
 where a.workspace_id = :workspace and t.id = a.task_id and {OF}
   and (cast(:member as uuid) is null or a.membership_id = :member)
   and not {seen(me="a.membership_id", workspace=":workspace")}""")  # noqa: S608 - ours
MARK_READ = text(f"""
update notifications n set read_at = :at from tasks t, projects p
 where n.workspace_id = :workspace and t.id = n.task_id and {OF} and n.read_at is null
   and (cast(:member as uuid) is null or n.membership_id = :member)
   and not {seen(me="n.membership_id", workspace=":workspace")}""")  # noqa: S608 - ours

END_EXPORTS = text("delete from exports where workspace_id = :workspace and asked_by = any(:members) and not is_whole")
END_THEIR_OWN = text("""
delete from account_exports where user_id in (
       select user_id from memberships where workspace_id = :workspace and id = any(:members))""")
"""An owner's is for owners only, whoever asked for it."""


def share(project: Project, *, is_private: bool, ids: Collection[uuid.UUID], by: Viewer, at: datetime) -> None:
    """Let everyone see the project, or only these people; who sees it no longer is taken off its tasks.

    Guests see it only if they are among `ids`; whoever makes a project private stays in it. Nobody shares an Inbox.
    """
    everyone = list(db.session.scalars(select(Membership).where(Membership.removed_at.is_(None))))
    wanted = set(ids) | ({by.member_id} if is_private else set())
    if not wanted <= {person.id for person in everyone}:
        raise Invalid({"people": ["Choose people who are in this workspace."]})
    former = set(project.member_ids)
    if (former, project.is_private) == (wanted, is_private):
        return
    saw = [person for person in everyone if admits(project, person.id, person.role)]
    project.is_private = is_private
    record("project.shared", project, by=by, before={"people": sorted(former)}, after={"people": sorted(wanted)})
    db.session.flush()
    set_people(project, wanted)
    shut_out(project.workspace_id, at=at, project_id=project.id)
    lost = [person.id for person in saw if not admits(project, person.id, person.role)]
    look_again(project.workspace_id, lost)
    end_exports(project.workspace_id, lost)


def add_person(project: Project, person: Membership, *, by: Membership) -> None:
    """Let one more see the project."""
    former = project.member_ids
    if person.id not in former:
        both = {"before": {"people": sorted(former)}, "after": {"people": sorted(former | {person.id})}}
        record("project.shared", project, by=Member(by.id, by.user_id, by.name), **both)
        set_people(project, former | {person.id})
        look_again(project.workspace_id, [person.id])


def set_people(project: Project, wanted: Collection[uuid.UUID]) -> None:
    db.session.execute(delete(ProjectMember).where(ProjectMember.project_id == project.id))
    rows = [{"project_id": project.id, "membership_id": id, "id": new_id()} for id in sorted(wanted)]
    if rows:
        db.session.execute(insert(ProjectMember), [{"workspace_id": project.workspace_id, **row} for row in rows])
    db.session.expire(project, ["people"])


def shut_out(
    workspace_id: uuid.UUID, *, at: datetime, project_id: uuid.UUID | None = None, member_id: uuid.UUID | None = None
) -> None:
    """Take those who do not see a project off its tasks, and what they were told of these out of their counts."""
    values = {"workspace": workspace_id, "project": project_id, "member": member_id}
    db.session.execute(UNASSIGN, values)
    db.session.execute(MARK_READ, values | {"at": at})


def end_exports(workspace_id: uuid.UUID, member_ids: Collection[uuid.UUID], *, their_own: bool = True) -> None:
    """Let nobody fetch what holds more than they see from now on; one that is being made comes to nothing.

    `their_own` are those about a person, which hold no more than they see of this workspace.
    """
    for query in (END_EXPORTS, END_THEIR_OWN)[: 1 + their_own] if member_ids else ():
        db.session.execute(query, {"workspace": workspace_id, "members": list(member_ids)})


def look_again(workspace_id: uuid.UUID, member_ids: Collection[uuid.UUID]) -> None:
    """Let the open pages of these people ask anew, once it is committed."""
    db.session().info.setdefault("told", set()).update((workspace_id, id) for id in member_ids)


def leave_projects(member: Membership, *, by: Viewer) -> None:
    """Take who leaves the workspace out of its projects; a private one that nobody is in any more goes to a keeper."""
    rows = delete(ProjectMember).where(ProjectMember.membership_id == member.id)
    db.session.execute(rows, execution_options={"synchronize_session": False})
    alone = select(Project).where(Project.is_private, Project.id.not_in(select(ProjectMember.project_id)))
    for project in db.session.scalars(alone).all():
        keeper = by.member_id if by.member_id != member.id else find_keeper(member)
        record("project.shared", project, by=by, before={"people": [member.id]}, after={"people": [keeper]})
        set_people(project, [keeper])


def find_keeper(leaving: Membership) -> uuid.UUID:
    """Return the owner who has been here longest, but for who leaves."""
    others = select(Membership.id).where(
        Membership.role == Role.OWNER, Membership.removed_at.is_(None), Membership.id != leaving.id
    )
    return db.session.scalars(others.order_by(Membership.joined_at, Membership.id).limit(1)).one()
