"""What a task has attached."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Tenant, one, tenant_key, utcnow
from app.tasks.models import Task


class Attachment(Tenant, Base):
    """A file: its bytes lie in the store under `store_key`, which is random; what people call it is only shown.

    `preview` says whether there is a picture of it that we have drawn anew: none, wanted, or made.
    """

    __tablename__ = "attachments"

    task_id: Mapped[uuid.UUID]
    added_by: Mapped[uuid.UUID]
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int] = mapped_column(BigInteger)
    store_key: Mapped[str] = mapped_column(String(32))
    preview: Mapped[str] = mapped_column(String(8), default="none")
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    deleted_at: Mapped[datetime | None]
    task: Mapped[Task] = one("Attachment", "task_id", "Task")

    __table_args__ = (
        tenant_key("task_id", "tasks", "CASCADE"),
        tenant_key("added_by", "memberships"),
        UniqueConstraint("workspace_id", "store_key"),
        CheckConstraint("preview in ('none', 'wanted', 'made')", name="preview"),
        Index("ix_attachments_task", "workspace_id", "task_id", "id"),
        Index("ix_attachments_adder", "workspace_id", "added_by"),
        Index("ix_attachments_deleted", "workspace_id", "deleted_at", postgresql_where=text("deleted_at is not null")),
    )
