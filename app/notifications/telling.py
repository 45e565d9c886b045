"""Telling one person one thing, once: the line in Updates and the mail are rows under unique keys."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from app.extensions import db
from app.notifications.models import Delivery, Notification
from app.notifications.preferences import Wish
from app.workspaces.models import Membership


def tell(
    receiver: Membership,
    kind: str,
    *,
    about: uuid.UUID,
    once: str,
    wish: Wish,
    at: datetime,
    actor_id: uuid.UUID | None = None,
    comment_id: uuid.UUID | None = None,
    request_id: str | None = None,
) -> bool:
    """Write down that the receiver is told of the task `about`; return False where they already were.

    The row is written whatever they wish, so that turning a switch on later tells nothing twice or late.
    """
    told = db.session.execute(
        insert(Notification.__table__)  # type: ignore[arg-type]  # SQLAlchemy types it as FromClause
        .values(
            membership_id=receiver.id,
            kind=kind,
            once_key=once,
            task_id=about,
            comment_id=comment_id,
            actor_id=actor_id,
            created_at=at,
            read_at=None if wish.in_app else at,
            in_app=wish.in_app,
        )
        .on_conflict_do_nothing()
        .returning(Notification.__table__.c.id)
    ).scalar()
    if told is not None and wish.by_mail:
        db.session.execute(
            insert(Delivery.__table__)  # type: ignore[arg-type]  # SQLAlchemy types it as FromClause
            .values(
                kind=kind,
                once_key=f"notification:{told}",
                notification_id=told,
                address=receiver.user.email,
                next_attempt_at=at,
                created_at=at,
                request_id=request_id,
            )
            .on_conflict_do_nothing()
        )
    if told is not None and wish.in_app:
        db.session().info.setdefault("told", set()).add((receiver.workspace_id, receiver.id))
    return told is not None
