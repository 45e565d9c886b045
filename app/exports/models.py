"""Exports that were asked for: on their way, ready to be fetched for a week, or failed."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.database import Base, Tenant, new_id, one, tenant_key, utcnow
from app.workspaces.models import Membership

KEPT = timedelta(days=7)
"""How long a finished one can be fetched."""


class Making:
    """How far an export is; `lease_until` is when somebody else goes on with it, should its worker have died.

    `done` of `total` counts rows, and files by their size. `store_key` names the zip of the worker that has the lease.
    """

    state: Mapped[str] = mapped_column(String(8), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime]
    done: Mapped[int] = mapped_column(BigInteger, default=0)
    total: Mapped[int] = mapped_column(BigInteger, default=0)
    store_key: Mapped[str | None] = mapped_column(String(32))
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    asked_at: Mapped[datetime] = mapped_column(default=utcnow)
    ended_at: Mapped[datetime | None]

    @property
    def percent(self) -> int:
        """How much of it is written; never all before it is ready."""
        return min(99, self.done * 100 // self.total) if self.total else 0

    @property
    def ends(self) -> datetime:
        """When it goes by itself."""
        return (self.ended_at or self.asked_at) + KEPT


class WorkspaceExport(Making, Tenant, Base):
    """What a workspace holds: all of it where an owner asked (`is_whole`), else what who asked may see."""

    __tablename__ = "exports"
    bumps_version = False

    asked_by: Mapped[uuid.UUID]
    is_whole: Mapped[bool]
    asker: Mapped[Membership] = one("WorkspaceExport", "asked_by", "Membership")

    @declared_attr.directive
    def __table_args__(cls) -> tuple[object, ...]:  # noqa: N805 - SQLAlchemy's way
        return (
            tenant_key("asked_by", "memberships"),
            CheckConstraint("state in ('waiting', 'running', 'ready', 'failed')", name="state"),
            Index("ix_exports_asker", "workspace_id", "asked_by"),
            Index("uq_exports_one", "workspace_id", unique=True, postgresql_where=text("ended_at is null")),
            Index("ix_exports_lease", "lease_until", postgresql_where=text("ended_at is null")),
        )


class AccountExport(Making, Base):
    """Everything about one person, in whichever workspace it is."""

    __tablename__ = "account_exports"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-1)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)

    __table_args__ = (
        CheckConstraint("state in ('waiting', 'running', 'ready', 'failed')", name="state"),
        Index("uq_account_exports_one", "user_id", unique=True, postgresql_where=text("ended_at is null")),
        Index("ix_account_exports_lease", "lease_until", postgresql_where=text("ended_at is null")),
    )
