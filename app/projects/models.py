"""Lists that hold tasks: projects, their sections, and the labels of a workspace."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Tenant, many, one, tenant_key, utcnow

ORDER_KEY = Text(collation="C")


class Project(Tenant, Base):
    __tablename__ = "projects"

    key: Mapped[str] = mapped_column(String(6))
    name: Mapped[str] = mapped_column(String(80))
    hue: Mapped[str] = mapped_column(String(8), default="slate")
    next_number: Mapped[int] = mapped_column(default=1)
    open_count: Mapped[int] = mapped_column(default=0)
    closed_count: Mapped[int] = mapped_column(default=0)
    inbox_of: Mapped[uuid.UUID | None]
    is_private: Mapped[bool] = mapped_column(default=False, server_default=false())
    order_key: Mapped[str] = mapped_column(ORDER_KEY)
    created_by: Mapped[uuid.UUID]
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    archived_at: Mapped[datetime | None]
    trashed_at: Mapped[datetime | None]
    limits: Mapped[dict[str, int] | None] = mapped_column(JSONB)
    people: Mapped[list[ProjectMember]] = many("Project", "ProjectMember", "project_id")
    sections: Mapped[list[Section]] = many("Project", "Section", "project_id", order_by="Section.order_key")

    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        UniqueConstraint("workspace_id", "order_key", deferrable=True, initially="DEFERRED"),
        tenant_key("inbox_of", "memberships"),
        tenant_key("created_by", "memberships"),
        CheckConstraint("key ~ '^[A-Z]{2,6}$'", name="key"),
        Index(
            "uq_projects_inbox",
            "workspace_id",
            "inbox_of",
            unique=True,
            postgresql_where=text("inbox_of is not null"),
        ),
        Index("ix_projects_creator", "workspace_id", "created_by"),
    )

    @property
    def is_inbox(self) -> bool:
        return self.inbox_of is not None

    @property
    def member_ids(self) -> frozenset[uuid.UUID]:
        """Who was added to the project: those who see it while it is private, and the guests who do."""
        return frozenset(one.membership_id for one in self.people)


class ProjectMember(Tenant, Base):
    """Somebody who was added to a project (see `visibility.py`)."""

    __tablename__ = "project_members"

    project_id: Mapped[uuid.UUID]
    membership_id: Mapped[uuid.UUID]

    __table_args__ = (
        tenant_key("project_id", "projects", "CASCADE"),
        tenant_key("membership_id", "memberships"),
        UniqueConstraint("workspace_id", "project_id", "membership_id"),
        Index("ix_project_members_member", "workspace_id", "membership_id"),
    )


class RetiredKey(Tenant, Base):
    """A project key that belonged to a deleted project and is never given out again."""

    __tablename__ = "retired_keys"

    key: Mapped[str] = mapped_column(String(6))

    __table_args__ = (UniqueConstraint("workspace_id", "key"),)


class Section(Tenant, Base):
    __tablename__ = "sections"

    project_id: Mapped[uuid.UUID]
    name: Mapped[str] = mapped_column(String(80))
    order_key: Mapped[str] = mapped_column(ORDER_KEY)
    project: Mapped[Project] = one("Section", "project_id", "Project", overlaps="sections")

    __table_args__ = (
        tenant_key("project_id", "projects", "CASCADE"),
        UniqueConstraint("workspace_id", "project_id", "order_key", deferrable=True, initially="DEFERRED"),
    )


class Label(Tenant, Base):
    __tablename__ = "labels"

    name: Mapped[str] = mapped_column(String(40))
    name_key: Mapped[str] = mapped_column(Text(collation="C"))
    hue: Mapped[str] = mapped_column(String(8), default="slate")

    __table_args__ = (UniqueConstraint("workspace_id", "name_key"),)
