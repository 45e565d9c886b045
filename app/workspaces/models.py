"""Who people are here: workspaces, who belongs to them, and who has been asked to."""

from __future__ import annotations

import enum
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.accounts.names import shown_name
from app.database import Base, Tenant, new_id, one, tenant_key, utcnow
from app.hues import hue_for


class Role(enum.StrEnum):
    GUEST = "guest"
    MEMBER = "member"
    ADMIN = "admin"
    OWNER = "owner"

    @property
    def rank(self) -> int:
        return list(Role).index(self)


class Workspace(Base):
    __tablename__ = "workspaces"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(48), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    version: Mapped[int] = mapped_column(BigInteger, default=0)
    factor_required_from: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=utcnow)

    __table_args__ = (
        Index("ix_workspaces_deleted", "deleted_at", postgresql_where=text("deleted_at is not null")),
        {"postgresql_with": {"fillfactor": "60"}},
    )


class Membership(Tenant, Base):
    """A person in a workspace; the row stays after they leave, so that history keeps the name."""

    __tablename__ = "memberships"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), index=True)
    role: Mapped[str] = mapped_column(String(8), default=Role.MEMBER)
    joined_at: Mapped[datetime] = mapped_column(default=utcnow)
    removed_at: Mapped[datetime | None]
    settings_version: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (
        UniqueConstraint("workspace_id", "user_id"),
        CheckConstraint("role in ('owner', 'admin', 'member', 'guest')", name="role"),
    )

    @property
    def name(self) -> str:
        return shown_name(self.user.name)

    @property
    def hue(self) -> str:
        return hue_for(self.user_id)

    @property
    def initials(self) -> str:
        return initials_of(self.name)


class ViewSettings(Tenant, Base):
    """What a member last chose in a place (see `remembered.py`); `memberships.settings_version` counts the changes."""

    __tablename__ = "view_settings"
    bumps_version = False

    membership_id: Mapped[uuid.UUID]
    place: Mapped[str] = mapped_column(String(60))
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB)

    __table_args__ = (
        tenant_key("membership_id", "memberships"),
        UniqueConstraint("workspace_id", "membership_id", "place"),
    )


def initials_of(name: str) -> str:
    """Return one or two letters that stand for a name."""
    words = name.split()
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper() if words else "?"


class Invitation(Tenant, Base):
    """A one-time, expiring link that lets one address join."""

    __tablename__ = "invitations"

    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254), index=True)
    role: Mapped[str] = mapped_column(String(8), default=Role.MEMBER)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    invited_by: Mapped[uuid.UUID]
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    inviter: Mapped[Membership] = one("Invitation", "invited_by", "Membership")

    __table_args__ = (
        tenant_key("invited_by", "memberships"),
        CheckConstraint("role in ('owner', 'admin', 'member', 'guest')", name="role"),
        Index("ix_invitations_inviter", "workspace_id", "invited_by"),
        Index(
            "uq_invitations_open",
            "workspace_id",
            "email_key",
            unique=True,
            postgresql_where=text("accepted_at is null and revoked_at is null"),
        ),
    )


class InvitationProject(Tenant, Base):
    """A project that a guest is invited to (see `projects/guests.py`)."""

    __tablename__ = "invitation_projects"
    bumps_version = False

    invitation_id: Mapped[uuid.UUID]
    project_id: Mapped[uuid.UUID]

    __table_args__ = (
        tenant_key("invitation_id", "invitations", "CASCADE"),
        tenant_key("project_id", "projects", "CASCADE"),
        UniqueConstraint("workspace_id", "invitation_id", "project_id"),
        Index("ix_invitation_projects_project", "workspace_id", "project_id"),
    )
