"""Who is told what, once: what stands in Updates, what leaves by mail, and what people want to hear of."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.comments.models import Comment
from app.database import Base, Tenant, one, tenant_key, utcnow
from app.tasks.models import Task
from app.web.logs import current_request_id
from app.workspaces.models import Membership

KINDS = ("assigned", "mentioned", "commented", "reminder", "due_soon", "overdue")


class Notification(Tenant, Base):
    """One line in somebody's Updates; `once_key` makes it happen once (for dates: the due value).

    Where the person wants only the mail, or nothing, the row is there too (not `in_app`), so that it stays once.
    """

    __tablename__ = "notifications"
    bumps_version = False

    membership_id: Mapped[uuid.UUID]
    kind: Mapped[str] = mapped_column(String(16))
    once_key: Mapped[str] = mapped_column(String(120))
    task_id: Mapped[uuid.UUID]
    comment_id: Mapped[uuid.UUID | None]
    actor_id: Mapped[uuid.UUID | None]
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    read_at: Mapped[datetime | None]
    in_app: Mapped[bool] = mapped_column(default=True, server_default=true())
    task: Mapped[Task] = one("Notification", "task_id", "Task")
    comment: Mapped[Comment | None] = one("Notification", "comment_id", "Comment")
    actor: Mapped[Membership | None] = one("Notification", "actor_id", "Membership")
    receiver: Mapped[Membership] = one("Notification", "membership_id", "Membership")

    __table_args__ = (
        tenant_key("membership_id", "memberships"),
        tenant_key("task_id", "tasks", "CASCADE"),
        tenant_key("comment_id", "comments", "CASCADE"),
        tenant_key("actor_id", "memberships"),
        UniqueConstraint("workspace_id", "membership_id", "task_id", "kind", "once_key"),
        CheckConstraint(
            "kind in ('assigned', 'mentioned', 'commented', 'due_soon', 'overdue', 'reminder')", name="kind"
        ),
        Index("ix_notifications_list", "workspace_id", "membership_id", "id"),
        Index(
            "ix_notifications_unread",
            "workspace_id",
            "membership_id",
            postgresql_where=text("read_at is null"),
        ),
        Index("ix_notifications_task", "workspace_id", "task_id"),
        Index(
            "ix_notifications_comment",
            "workspace_id",
            "comment_id",
            postgresql_where=text("comment_id is not null"),
        ),
        Index("ix_notifications_actor", "workspace_id", "actor_id"),
    )


class Delivery(Tenant, Base):
    """One mail that must leave exactly once; the row is the truth, the queue only carries its id.

    `next_attempt_at` is when it is handed to the queue next; `lease_until` keeps everyone else's hands off it while a
    worker has it, and a lease that has passed means that the worker died.
    """

    __tablename__ = "deliveries"
    bumps_version = False

    kind: Mapped[str] = mapped_column(String(16))
    once_key: Mapped[str] = mapped_column(String(160))
    notification_id: Mapped[uuid.UUID | None]
    invitation_id: Mapped[uuid.UUID | None]
    reset_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("password_resets.id", ondelete="CASCADE"), index=True)
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    address: Mapped[str] = mapped_column(String(254))
    state: Mapped[str] = mapped_column(String(8), default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime] = mapped_column(default=utcnow)
    lease_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)
    request_id: Mapped[str | None] = mapped_column(String(64), default=current_request_id)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)

    __table_args__ = (
        tenant_key("notification_id", "notifications", "CASCADE"),
        tenant_key("invitation_id", "invitations", "CASCADE"),
        UniqueConstraint("workspace_id", "once_key"),
        CheckConstraint("state in ('pending', 'sent', 'skipped', 'failed')", name="state"),
        Index("ix_deliveries_pending", "next_attempt_at", postgresql_where=text("state = 'pending'")),
        Index("ix_deliveries_notification", "workspace_id", "notification_id"),
        Index("ix_deliveries_invitation", "workspace_id", "invitation_id"),
    )


class Preference(Tenant, Base):
    """Whether a member wants a kind in Updates and by mail; without a row both are on."""

    __tablename__ = "notification_preferences"
    bumps_version = False

    membership_id: Mapped[uuid.UUID]
    kind: Mapped[str] = mapped_column(String(16))
    in_app: Mapped[bool] = mapped_column(default=True)
    by_mail: Mapped[bool] = mapped_column(default=True)

    __table_args__ = (
        tenant_key("membership_id", "memberships"),
        UniqueConstraint("workspace_id", "membership_id", "kind"),
    )


class LocalMail(Base):
    """A mail kept instead of sent, where no SMTP server is set; never used in production."""

    __tablename__ = "local_mails"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    receiver: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(Text)
    message: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
