"""A moment at which somebody is to be reminded of a task."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time
from typing import Literal

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Tenant, one, tenant_key, utcnow
from app.tasks.models import Task
from app.words.reminders import Reminder as Moment
from app.workspaces.models import Membership

KINDS = ("due", "start", "day", "none")


class Reminder(Tenant, Base):
    """One reminder of one person; `kind` is what it counts from, and `none` stands for having chosen to have none.

    `next_at` is only when the clock looks at it next: the moment itself is computed then, from the task as it is. It is
    empty once that moment has passed.
    """

    __tablename__ = "reminders"

    task_id: Mapped[uuid.UUID]
    membership_id: Mapped[uuid.UUID]
    kind: Mapped[str] = mapped_column(String(5))
    minutes: Mapped[int] = mapped_column(default=0)
    days: Mapped[int] = mapped_column(default=0)
    on_day: Mapped[date | None]
    at_time: Mapped[time | None]
    zone: Mapped[str | None] = mapped_column(String(64))
    next_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    task: Mapped[Task] = one("Reminder", "task_id", "Task")
    member: Mapped[Membership] = one("Reminder", "membership_id", "Membership")

    __table_args__ = (
        tenant_key("task_id", "tasks", "CASCADE"),
        tenant_key("membership_id", "memberships"),
        CheckConstraint("kind in ('due', 'start', 'day', 'none')", name="kind"),
        CheckConstraint("(kind = 'day') = (on_day is not null)", name="day"),
        CheckConstraint("(kind = 'day') = (zone is not null)", name="zone"),
        CheckConstraint("kind <> 'day' or at_time is not null", name="time"),
        Index("ix_reminders_next", "next_at", postgresql_where=text("next_at is not null")),
        Index("ix_reminders_task", "workspace_id", "task_id", "membership_id"),
        Index("ix_reminders_member", "workspace_id", "membership_id"),
    )

    @property
    def moment(self) -> Moment:
        """What it says, as the grammar reads it."""
        of: Literal["due", "start"] = "start" if self.kind == "start" else "due"
        return Moment(self.minutes, self.days, of, self.on_day, self.at_time)
