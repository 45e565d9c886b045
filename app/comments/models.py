"""What people say about a task."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Tenant, one, tenant_key, utcnow
from app.tasks.models import Task
from app.workspaces.models import Membership

BODY_LIMIT = 20_000


class Comment(Tenant, Base):
    """`visitor` is the name somebody gave who came by a link; `author_id` is then who made the link."""

    __tablename__ = "comments"

    task_id: Mapped[uuid.UUID]
    author_id: Mapped[uuid.UUID]
    visitor: Mapped[str | None]
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    task: Mapped[Task] = one("Comment", "task_id", "Task")
    author: Mapped[Membership] = one("Comment", "author_id", "Membership")

    __table_args__ = (
        tenant_key("task_id", "tasks", "CASCADE"),
        tenant_key("author_id", "memberships"),
        Index("ix_comments_task", "workspace_id", "task_id", "id"),
        Index("ix_comments_author", "workspace_id", "author_id"),
    )


class Reaction(Tenant, Base):
    """A sign that somebody gave a comment; `kind` names it (see `reactions.py`)."""

    __tablename__ = "comment_reactions"

    comment_id: Mapped[uuid.UUID]
    membership_id: Mapped[uuid.UUID]
    kind: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[datetime] = mapped_column(default=utcnow)

    __table_args__ = (
        tenant_key("comment_id", "comments", "CASCADE"),
        tenant_key("membership_id", "memberships"),
        UniqueConstraint("workspace_id", "comment_id", "membership_id", "kind"),
        Index("ix_comment_reactions_member", "workspace_id", "membership_id"),
    )
