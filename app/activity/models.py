"""Everything that happened, in commit order per workspace; rows not yet relayed are the outbox."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String, Uuid, false, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Tenant, one, tenant_key, utcnow
from app.web.logs import current_request_id
from app.workspaces.models import Membership


class Event(Tenant, Base):
    """Who did what to which subject; `before` and `after` hold the changed fields only.

    `seq` is the workspace's version after the change, `version` the subject's own after it, `change_id` groups what one
    action did. `undoes` names the change it takes back or, where it `goes_on`, the undo that it goes on with; `leaves`
    are the subjects an undo did not take back whole, on the first of its events. `task_id` names the task the event
    belongs to, if any, without a foreign key: history outlives tasks.
    """

    __tablename__ = "events"
    bumps_version = False

    seq: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(48))
    subject_id: Mapped[uuid.UUID]
    task_id: Mapped[uuid.UUID | None]
    project_id: Mapped[uuid.UUID | None]
    actor_id: Mapped[uuid.UUID | None]
    change_id: Mapped[uuid.UUID]
    undoes: Mapped[uuid.UUID | None]
    goes_on: Mapped[bool] = mapped_column(default=False, server_default=false())
    leaves: Mapped[list[uuid.UUID] | None] = mapped_column(ARRAY(Uuid))
    version: Mapped[int | None]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    at: Mapped[datetime] = mapped_column(default=utcnow)
    relayed_at: Mapped[datetime | None]
    request_id: Mapped[str | None] = mapped_column(String(64), default=current_request_id)
    actor: Mapped[Membership | None] = one("Event", "actor_id", "Membership")

    __table_args__ = (
        tenant_key("actor_id", "memberships"),
        Index("ix_events_seq", "workspace_id", "seq", "id"),
        Index(
            "ix_events_task",
            "workspace_id",
            "task_id",
            "seq",
            "id",
            postgresql_where=text("task_id is not null"),
        ),
        Index("ix_events_actor_seq", "workspace_id", "actor_id", "seq"),
        Index("ix_events_undoes", "workspace_id", "undoes", postgresql_where=text("undoes is not null")),
        Index("ix_events_change", "workspace_id", "change_id"),
        Index("ix_events_outbox", "workspace_id", "seq", "id", postgresql_where=text("relayed_at is null")),
    )
