"""The audit log: rows are added, and neither changed nor deleted before their time; the database refuses it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, new_id, utcnow


class AuditEntry(Base):
    """One act: of a workspace, or of an account or the whole instance where `workspace_id` is null.

    It names people as they were called then, and refers to no row: it outlives them all. What only some members of a
    workspace may know of (projects, tasks) has its id here and no name.
    """

    __tablename__ = "audit_entries"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    workspace_id: Mapped[uuid.UUID | None]
    at: Mapped[datetime] = mapped_column(default=utcnow)
    kind: Mapped[str] = mapped_column(String(48))
    actor_id: Mapped[uuid.UUID | None]
    actor: Mapped[str] = mapped_column(String(100), default="")
    network: Mapped[str] = mapped_column(String(64), default="")
    subject_id: Mapped[uuid.UUID | None]
    subject: Mapped[str] = mapped_column(String(254), default="")
    before: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSONB)

    __table_args__ = (
        Index("ix_audit_entries_place", "workspace_id", "id"),
        Index("ix_audit_entries_at", "at"),
    )
