"""The states of a task: each verb changes columns and records one event, and is harmless twice."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.activity.record import Actor, record
from app.database import utcnow
from app.errors import NeedsConfirmation
from app.translation.speaking import counted

if TYPE_CHECKING:
    from app.tasks.models import Task


LEADS_TO = {"in_progress": "task.started", "completed": "task.completed", "cancelled": "task.cancelled"}
TIMES = ("started_at", "completed_at", "cancelled_at")
PEOPLE = ("completed_by", "cancelled_by")


class States:
    """What can happen to a task's status; the who and when of each end are kept."""

    status: Mapped[str] = mapped_column(String(12), default="pending")
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(default=utcnow)
    started_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    completed_by: Mapped[uuid.UUID | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[uuid.UUID | None]

    @property
    def is_open(self) -> bool:
        return self.status in ("pending", "in_progress")

    @property
    def is_done(self) -> bool:
        return self.status == "completed"

    def start(self, by: Actor, at: datetime) -> None:
        if self.status != "in_progress":
            self.enter("in_progress", at)
            self.started_at = self.started_at or at
            record("task.started", self, by=by)

    def complete(self, by: Actor, at: datetime, *, with_subtasks: bool | None = None) -> Task | None:
        """Mark the task done and, if it repeats, make its next occurrence, which is returned.

        With open subtasks somebody must have chosen what happens to them:
        `with_subtasks` True completes them too, False leaves them open, None raises NeedsConfirmation if there are any.
        """
        if self.is_done:
            return None
        unfinished = [] if with_subtasks is False else self.list_unfinished(lock=True)
        if unfinished and with_subtasks is None:
            raise NeedsConfirmation(
                counted("{number} subtask is still open.", "{number} subtasks are still open.", len(unfinished))
            )
        for task in unfinished:
            task.finish(by, at)
        return self.finish_and_repeat(by, at)

    def finish_and_repeat(self, by: Actor, at: datetime) -> Task | None:
        """Mark this task alone as done, and return its next occurrence if there is one."""
        from app.tasks.repeating.planning import plan_next, take_next  # they need Task, which is made of this class

        coming = take_next(self, at)  # type: ignore[arg-type]  # only Task is made of this class
        self.finish(by, at)
        return plan_next(self, coming, by=by, at=at) if coming else None  # type: ignore[arg-type]

    def finish(self, by: Actor, at: datetime) -> None:
        if not self.is_done:
            self.enter("completed", at)
            self.completed_at, self.completed_by = at, by.member_id
            record("task.completed", self, by=by)

    def list_unfinished(self, *, lock: bool = False) -> list[Task]:
        """Return the open tasks under this one, however deep."""
        from app.tasks.subtree import list_subtree  # it needs Task, which is made of this class

        tasks = list_subtree(self, lock=lock)  # type: ignore[arg-type]  # only Task is made of this class
        return [task for task in tasks if task.is_open and task.trashed_at is None]

    def reopen(self, by: Actor, at: datetime) -> Task | None:
        """Go back to pending. The next occurrence, if it is as it was made, goes into the trash and is returned."""
        from app.tasks.repeating.returning import find_untouched, former_repeat  # they need Task as well
        from app.tasks.trashing import trash_family

        if self.is_open:
            return None
        following = find_untouched(self)  # type: ignore[arg-type]  # only Task is made of this class
        if following:
            self.repeat = former_repeat(self)  # type: ignore[arg-type]
        self.enter("pending", at)
        record("task.reopened", self, by=by)
        if following:
            trash_family(following, by=by, at=at)  # type: ignore[arg-type]
        return following[0] if following else None

    def pause(self, by: Actor, at: datetime) -> None:
        """Go back from in progress to pending."""
        if self.status == "in_progress":
            self.enter("pending", at)
            record("task.paused", self, by=by)

    def cancel(self, by: Actor, at: datetime) -> None:
        if self.status != "cancelled":
            self.enter("cancelled", at)
            self.cancelled_at, self.cancelled_by = at, by.member_id
            record("task.cancelled", self, by=by)

    def change_status(self, status: str, by: Actor, at: datetime, *, with_subtasks: bool | None = None) -> Task | None:
        """Go to `status` by the verb that leads there; return the next occurrence that it made or took back."""
        if status == "completed":
            return self.complete(by, at, with_subtasks=with_subtasks)
        if status == "in_progress":
            self.start(by, at)
        elif status == "cancelled":
            self.cancel(by, at)
        elif self.status == "in_progress":
            self.pause(by, at)
        else:
            return self.reopen(by, at)
        return None

    def return_to(self, former: Mapping[str, Any], by: Actor, at: datetime) -> None:
        """Go back to a former status with the who and when it had then, as an event keeps them; subtasks stay."""
        pauses = self.status == "in_progress"
        self.enter(former["status"], at)
        for name in (*TIMES, *PEOPLE):
            if name in former:
                read: Any = datetime.fromisoformat if name in TIMES else uuid.UUID
                setattr(self, name, read(former[name]) if former[name] else None)
        record(LEADS_TO.get(self.status, "task.paused" if pauses else "task.reopened"), self, by=by)

    def enter(self, status: str, at: datetime) -> None:
        self.status = status
        self.completed_at = self.completed_by = self.cancelled_at = self.cancelled_by = None
        self.touch(at)

    def touch(self, at: datetime) -> None:
        """Give the task its next version, which forms and caches compare."""
        self.version += 1
        self.updated_at = at
