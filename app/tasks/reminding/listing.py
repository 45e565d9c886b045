"""What the page of a task shows of its viewer's reminders."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.accounts.models import User
from app.extensions import db
from app.reminders.defaults import moments_for
from app.reminders.wording import say_moment
from app.tasks.models import Task
from app.tasks.reminding.scheduling import when
from app.tasks.reminding.setting import list_own
from app.workspaces.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Shown:
    """A reminder in words, and its instant as the task is now.

    `is_over` says that it has passed, `says_when` that the words name it.
    """

    id: uuid.UUID
    text: str
    at: datetime | None
    is_over: bool
    says_when: bool


def show_reminders(viewer: Viewer, task: Task, now: datetime) -> list[Shown]:
    """Return the viewer's own reminders of a task, the next one first."""
    own = [(one, when(one, task)) for one in list_own(viewer, task) if one.kind != "none"]
    today = viewer.today(now)
    shown = [
        Shown(one.id, say_moment(one.moment, today), at, at is not None and at <= now, one.kind == "day")
        for one, at in own
    ]
    return sorted(shown, key=lambda one: (one.at is None, one.is_over, one.at or now))


def show_defaults(viewer: Viewer, task: Task, today: date) -> list[str]:
    """Return the default reminders that count for this task, which has none of the viewer's own."""
    if task.due is None or viewer.member_id not in ([one.id for one in task.assignees] or [task.created_by]):
        return []
    if list_own(viewer, task):
        return []
    kept = db.session.scalar(select(User.default_reminders).where(User.id == viewer.user_id))
    return [say_moment(one, today) for one in moments_for(kept, task.due)]
