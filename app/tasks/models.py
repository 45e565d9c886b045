"""Tasks and what hangs on them: people, labels, former numbers and the words they are found by."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Tenant, link, many, one, tenant_key, utcnow
from app.dates import Due
from app.projects.models import ORDER_KEY, Label, Project, Section
from app.repeats.kept import Kept
from app.tasks.fields import TITLE_LIMIT
from app.tasks.states import States
from app.workspaces.models import Membership

DEPTH_LIMIT = 10


OPEN = ("pending", "in_progress")


def link_table(name: str, theirs: str, other: str) -> Table:
    """Return the table that ties tasks to `other`, keyed within the workspace."""
    return Table(
        name,
        Base.metadata,
        Column("workspace_id", Uuid, primary_key=True),
        Column("task_id", Uuid, primary_key=True),
        Column(theirs, Uuid, primary_key=True),
        tenant_key("task_id", "tasks", "CASCADE"),
        tenant_key(theirs, other, "CASCADE"),
        ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], ondelete="CASCADE"),
        Index(f"ix_{name}_{theirs}", "workspace_id", theirs, "task_id"),
    )


task_labels = link_table("task_labels", "label_id", "labels")
task_assignees = link_table("task_assignees", "membership_id", "memberships")


class Task(States, Tenant, Base):
    __tablename__ = "tasks"

    project_id: Mapped[uuid.UUID]
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(TITLE_LIMIT))
    title_key: Mapped[str] = mapped_column(Text(collation="C"))
    description: Mapped[str] = mapped_column(Text, default="")
    priority: Mapped[int] = mapped_column(default=0)
    start_on: Mapped[date | None]
    due_on: Mapped[date | None]
    due_time: Mapped[time | None]
    due_at: Mapped[datetime | None]
    due_tz: Mapped[str | None] = mapped_column(String(64))
    due_sort: Mapped[datetime | None]
    estimate: Mapped[int | None]
    repeat: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    series_id: Mapped[uuid.UUID | None]
    parent_id: Mapped[uuid.UUID | None]
    section_id: Mapped[uuid.UUID | None]
    order_key: Mapped[str] = mapped_column(ORDER_KEY)
    created_by: Mapped[uuid.UUID]
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    trashed_at: Mapped[datetime | None]
    trashed_with: Mapped[uuid.UUID | None]

    project: Mapped[Project] = one("Task", "project_id", "Project")
    parent: Mapped[Task | None] = one("Task", "parent_id", "Task", back_populates="children")
    children: Mapped[list[Task]] = many("Task", "Task", "parent_id", back_populates="parent", order_by="Task.order_key")
    section: Mapped[Section | None] = one("Task", "section_id", "Section")
    assignees: Mapped[list[Membership]] = link("Task", "Membership", "task_assignees", "task_id", "membership_id")
    labels: Mapped[list[Label]] = link("Task", "Label", "task_labels", "task_id", "label_id", order_by="Label.name_key")

    __table_args__ = (
        tenant_key("project_id", "projects", "CASCADE"),
        tenant_key("parent_id", "tasks", "CASCADE"),
        tenant_key("section_id", "sections"),
        tenant_key("created_by", "memberships"),
        tenant_key("completed_by", "memberships"),
        tenant_key("cancelled_by", "memberships"),
        UniqueConstraint("workspace_id", "project_id", "number"),
        UniqueConstraint("workspace_id", "project_id", "order_key", deferrable=True, initially="DEFERRED"),
        CheckConstraint("status in ('pending', 'in_progress', 'completed', 'cancelled')", name="status"),
        CheckConstraint("priority between 0 and 4", name="priority"),
        CheckConstraint("parent_id <> id", name="parent"),
        CheckConstraint("estimate is null or estimate between 1 and 100000", name="estimate"),
        CheckConstraint(
            "(due_at is null) = (due_tz is null) and (due_at is null or due_on is null)"
            " and (due_time is null or due_on is not null)",
            name="one_due",
        ),
        Index("ix_tasks_due", "workspace_id", "due_sort", "id", postgresql_where=text("trashed_at is null")),
        Index("ix_tasks_updated", "workspace_id", "updated_at", "id"),
        Index("ix_tasks_trash", "workspace_id", "trashed_at", postgresql_where=text("trashed_at is not null")),
        Index("ix_tasks_parent", "workspace_id", "parent_id", postgresql_where=text("parent_id is not null")),
        Index("ix_tasks_section", "workspace_id", "section_id", postgresql_where=text("section_id is not null")),
        Index("ix_tasks_creator", "workspace_id", "created_by"),
        Index(
            "ix_tasks_completer",
            "workspace_id",
            "completed_by",
            postgresql_where=text("completed_by is not null"),
        ),
        Index(
            "ix_tasks_canceller",
            "workspace_id",
            "cancelled_by",
            postgresql_where=text("cancelled_by is not null"),
        ),
        Index(
            "ix_tasks_trashed_with",
            "workspace_id",
            "trashed_with",
            postgresql_where=text("trashed_with is not null"),
        ),
        Index(
            "ix_tasks_completed",
            "workspace_id",
            "completed_at",
            postgresql_where=text("completed_at is not null"),
        ),
        Index("ix_tasks_repeating", "workspace_id", "project_id", postgresql_where=text("repeat is not null")),
        Index("ix_tasks_series", "workspace_id", "series_id", postgresql_where=text("series_id is not null")),
    )

    @property
    def ref(self) -> str:
        """`PRI-42`, what people call this task."""
        return f"{self.project.key}-{self.number}"

    @property
    def due(self) -> Due | None:
        return Due.from_columns(self.due_on, self.due_time, self.due_at, self.due_tz)

    @property
    def repeats(self) -> Kept | None:
        """The repeat of the task, which goes over to the next one when it is completed."""
        return Kept.from_json(self.repeat) if self.repeat else None


class TaskReference(Tenant, Base):
    """A number this task had in a project it has left; old links keep working."""

    __tablename__ = "task_references"

    project_key: Mapped[str] = mapped_column(String(6))
    number: Mapped[int]
    task_id: Mapped[uuid.UUID]

    __table_args__ = (
        tenant_key("task_id", "tasks", "CASCADE"),
        UniqueConstraint("workspace_id", "project_key", "number"),
        Index("ix_task_references_task", "workspace_id", "task_id"),
    )


class TaskSearch(Base):
    """The words of a task; the vector also holds the workspace, so that one GIN index serves all of them."""

    __tablename__ = "task_search"

    workspace_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    task_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    tsv: Mapped[str] = mapped_column(TSVECTOR)

    __table_args__ = (
        tenant_key("task_id", "tasks", "CASCADE"),
        Index("ix_task_search_tsv", "tsv", postgresql_using="gin"),
    )
