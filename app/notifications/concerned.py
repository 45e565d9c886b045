"""Whom a task concerns, and who may still see it: asked when people are told, and again when a mail leaves."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from app.extensions import db
from app.notifications.mentions import find_mentioned
from app.notifications.models import Notification
from app.tasks.models import Task
from app.tasks.reminding.models import Reminder
from app.tasks.reminding.scheduling import once_key
from app.watching.watchers import list_watchers
from app.workspaces.models import Membership
from app.workspaces.policy import admits


def can_see(member: Membership, task: Task) -> bool:
    """Say whether the member is here and may know of this task."""
    return (
        member.removed_at is None
        and member.user.disabled_at is None
        and task.trashed_at is None
        and task.project.trashed_at is None
        and admits(task.project, member.id, member.role)
    )


def list_members() -> list[Membership]:
    """Return those who are in the workspace."""
    return list(db.session.scalars(select(Membership).where(Membership.removed_at.is_(None))))


def is_responsible(member_id: uuid.UUID, task: Task) -> bool:
    """Say whether the task's dates are this person's to keep: its assignees', and without any its creator's."""
    return member_id in ([person.id for person in task.assignees] or [task.created_by])


def still_holds(note: Notification) -> bool:
    """Say whether what somebody was to be told is still so, and still theirs to know."""
    task = note.task
    if not can_see(note.receiver, task):
        return False
    if note.kind == "assigned":
        return note.membership_id in [person.id for person in task.assignees]
    if note.kind == "mentioned":
        return (
            note.comment is not None
            and note.comment.deleted_at is None
            and note.membership_id in find_mentioned(note.comment.body, list_members())
        )
    if note.kind == "commented":
        is_said = note.comment is not None and note.comment.deleted_at is None
        return is_said and note.membership_id in list_watchers(task)
    if note.kind == "reminder":
        return task.is_open and still_stands(note)
    return (
        task.is_open
        and task.due is not None
        and task.due.key == note.once_key
        and is_responsible(note.membership_id, task)
    )


def still_stands(note: Notification) -> bool:
    """Say whether the reminder is still set, and the date it counts from has not moved since."""
    if note.once_key.startswith("default "):
        due = note.task.due
        is_same = due is not None and note.once_key.endswith(f" {due.key}")
        return is_same and is_responsible(note.membership_id, note.task)
    id = uuid.UUID(note.once_key.partition(" ")[0])
    reminder = db.session.scalar(select(Reminder).where(Reminder.id == id))
    return reminder is not None and once_key(reminder, note.task) == note.once_key
