"""Who chose to watch a task, or not to."""

from __future__ import annotations

import uuid

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from app.database import Base, Tenant, tenant_key


class Watch(Tenant, Base):
    """A choice, which stays: without a row, a task's creator, assignees and commenters watch it, and nobody else."""

    __tablename__ = "watches"

    task_id: Mapped[uuid.UUID]
    membership_id: Mapped[uuid.UUID]
    is_on: Mapped[bool]

    __table_args__ = (
        tenant_key("task_id", "tasks", "CASCADE"),
        tenant_key("membership_id", "memberships"),
        UniqueConstraint("workspace_id", "task_id", "membership_id"),
        Index("ix_watches_member", "workspace_id", "membership_id"),
    )
