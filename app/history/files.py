"""Taking back what was done to files on tasks."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from app.attachments.models import Attachment
from app.attachments.removing import bring_back_file, delete_file
from app.extensions import db
from app.history.changes import Net
from app.history.plain import Plain
from app.history.subjects import Difference, Subject, Undoing
from app.tasks.models import Task
from app.tasks.queries import visible_tasks


def find_files(nets: list[Net], undoing: Undoing) -> dict[uuid.UUID, Subject]:
    """Return the files of these changes on tasks that the viewer may see."""
    tasks = visible_tasks(undoing.by).where(Task.id.in_([net.task_id for net in nets]))
    seen = {task.id for task in db.session.scalars(tasks)}
    query = select(Attachment).where(Attachment.id.in_([net.subject_id for net in nets])).order_by(Attachment.id)
    query = query.with_for_update(of=Attachment).execution_options(populate_existing=True)
    rows = {row.id: row for row in db.session.scalars(query) if row.task_id in seen}
    return {net.subject_id: FileSubject(net, rows[net.subject_id], undoing) for net in nets if net.subject_id in rows}


class FileSubject(Plain):
    """A file of a change."""

    row: Attachment

    def missing(self) -> str:
        task = self.row.task
        if task.trashed_at is not None or task.project.trashed_at is not None:
            return "Its task is in the trash. Restore it first."
        return ""

    def differences(self) -> dict[str, Difference]:
        return {}

    def put_back(self, but: set[str]) -> None:
        by, at = self.undoing.by, self.undoing.at
        if self.net.is_new or not self.net.after.get("deleted_at"):
            if self.row.deleted_at is None:
                delete_file(self.row, by=by, at=at)
        elif self.row.deleted_at is not None:
            bring_back_file(self.row, by=by)
        db.session.flush()
