"""The files of a task, for the one who asks, and those of a workspace, for its export."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from sqlalchemy import select

from app.attachments.models import Attachment
from app.attachments.store import path_of, read_pieces
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


def export_files(workspace_id: uuid.UUID) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield every file of the workspace that is not deleted: a path nobody else has, and its bytes.

    Those of tasks in the trash are among them; what is missing in the store is left out.
    """
    query = select(Attachment.id, Attachment.task_id, Attachment.name, Attachment.store_key)
    query = query.where(Attachment.workspace_id == workspace_id, Attachment.deleted_at.is_(None))
    for id, task_id, name, key in db.session.execute(query.order_by(Attachment.id)).all():
        try:
            yield f"{task_id}/{id}/{name}", read_pieces(path_of(workspace_id, key))
        except FileNotFoundError:
            continue
