"""Links to one task or project for people who are no members."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Tenant, one, tenant_key, utcnow
from app.workspaces.models import Membership


class ShareLink(Tenant, Base):
    """A link to a task or a project; it counts only while who made it is a member and sees that themselves."""

    __tablename__ = "share_links"

    task_id: Mapped[uuid.UUID | None]
    project_id: Mapped[uuid.UUID | None]
    rights: Mapped[str] = mapped_column(String(8), default="read")
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    password_hash: Mapped[str | None]
    created_by: Mapped[uuid.UUID]
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    maker: Mapped[Membership] = one("ShareLink", "created_by", "Membership")

    __table_args__ = (
        tenant_key("task_id", "tasks", "CASCADE"),
        tenant_key("project_id", "projects", "CASCADE"),
        tenant_key("created_by", "memberships"),
        CheckConstraint("num_nonnulls(task_id, project_id) = 1", name="one_thing"),
        CheckConstraint("rights in ('read', 'comment')", name="rights"),
        Index("ix_share_links_task", "workspace_id", "task_id", postgresql_where=text("task_id is not null")),
        Index("ix_share_links_project", "workspace_id", "project_id", postgresql_where=text("project_id is not null")),
        Index("ix_share_links_maker", "workspace_id", "created_by"),
    )
