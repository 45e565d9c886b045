"""What somebody has to do, given to somebody else or to nobody when they go."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, func, select, text
from sqlalchemy.orm import selectinload

from app.activity.record import record
from app.extensions import db
from app.tasks.models import OPEN, Task
from app.workspaces.models import Membership
from app.workspaces.policy import admits
from app.workspaces.viewer import Viewer

UNASSIGN = text("delete from task_assignees where workspace_id = :w and membership_id = :m returning task_id")


def count_open_tasks(member: Membership) -> int:
    """Count what this person still has to do here."""
    return db.session.scalar(select(func.count()).select_from(assigned_to(member).subquery())) or 0


def hand_over_tasks(member: Membership, heir: Membership | None, *, by: Viewer, at: datetime) -> list[str]:
    """Take the person off all tasks and put the heir on those that are open and theirs to see; return the ids."""
    if heir is not None:
        query = assigned_to(member).order_by(Task.id).with_for_update(of=Task, key_share=True)
        query = query.options(selectinload(Task.assignees), selectinload(Task.project))
        for task in db.session.scalars(query).all():
            if admits(task.project, heir.id, heir.role):
                put_in_place(task, member, heir, by=by, at=at)
        db.session.flush()
    return sorted(map(str, db.session.scalars(UNASSIGN, {"w": member.workspace_id, "m": member.id})))


def put_in_place(task: Task, member: Membership, heir: Membership, *, by: Viewer, at: datetime) -> None:
    before = [person.id for person in task.assignees]
    task.assignees = [person for person in task.assignees if person.id not in (member.id, heir.id)] + [heir]
    task.touch(at)
    after = [person.id for person in task.assignees]
    record("task.changed", task, by=by, before={"assignees": before}, after={"assignees": after})


def assigned_to(member: Membership) -> Select[Task]:
    """Return a query of the open tasks of this person, without those in the trash."""
    return select(Task).where(
        Task.assignees.any(Membership.id == member.id), Task.status.in_(OPEN), Task.trashed_at.is_(None)
    )
