"""Saved filters: a name for what narrows the tasks, one's own or everybody's."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Tenant, tenant_key, utcnow


class SavedFilter(Tenant, Base):
    """`query` is written as the URL of a list says it, its `filter` in the filter language with ids for names, and with
    `project` where only one project's tasks are meant."""

    __tablename__ = "saved_filters"

    owner_id: Mapped[uuid.UUID]
    name: Mapped[str] = mapped_column(String(80))
    slug: Mapped[str] = mapped_column(String(60))
    query: Mapped[str]
    is_shared: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)

    __table_args__ = (
        tenant_key("owner_id", "memberships"),
        UniqueConstraint("workspace_id", "slug"),
        Index("ix_saved_filters_owner", "workspace_id", "owner_id"),
    )
