"""The files of a task, for the one who asks."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from app.attachments.models import Attachment
from app.errors import NotFound
from app.extensions import db
from app.tasks.models import Task
from app.workspaces.viewer import Viewer


def list_files(task: Task) -> list[Attachment]:
    """Return the files of a task, the first one first."""
    query = select(Attachment).where(Attachment.task_id == task.id, Attachment.deleted_at.is_(None))
    return list(db.session.scalars(query.order_by(Attachment.id)))


def get_file(viewer: Viewer, task: Task, id: uuid.UUID, *, lock: bool = False) -> Attachment:
    """Return the file of this task, which the viewer was found to see."""
    query = select(Attachment).where(
        Attachment.workspace_id == viewer.workspace_id,
        Attachment.id == id,
        Attachment.task_id == task.id,
        Attachment.deleted_at.is_(None),
    )
    file = db.session.scalar(query.with_for_update(of=Attachment) if lock else query)
    if file is None:
        raise NotFound
    return file
