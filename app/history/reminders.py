"""Taking back what somebody did to their own reminders; nobody else's are found."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from app.extensions import db
from app.history.changes import Net
from app.history.plain import Plain
from app.history.subjects import Subject, Undoing
from app.tasks.models import Task
from app.tasks.queries import visible_tasks
from app.tasks.reminding.models import Reminder
from app.tasks.reminding.setting import bring_back_reminder, delete_reminder


def find_reminders(nets: list[Net], undoing: Undoing) -> dict[uuid.UUID, Subject]:
    """Return the viewer's own reminders of these changes, those included that are to be set again."""
    me = str(undoing.by.member_id)
    tasks = visible_tasks(undoing.by).where(Task.id.in_([net.task_id for net in nets]))
    seen = {task.id: task for task in db.session.scalars(tasks)}
    rows = {
        row.id: row for row in db.session.scalars(select(Reminder).where(Reminder.id.in_([n.subject_id for n in nets])))
    }
    return {
        net.subject_id: ReminderSubject(net, rows.get(net.subject_id), undoing, seen[net.task_id])
        for net in nets
        if net.task_id in seen and me == (net.before | net.after).get("membership_id")
    }


class ReminderSubject(Plain):
    """A reminder of a change, or what is kept of one that was taken off."""

    def __init__(self, net: Net, row: Reminder | None, undoing: Undoing, task: Task) -> None:
        super().__init__(net, row, undoing)
        self.task = task

    @property
    def name(self) -> str:
        return self.task.title

    def put_back(self, but: set[str]) -> None:
        by, at = self.undoing.by, self.undoing.at
        if self.net.is_new and self.row is not None:
            delete_reminder(self.row, by=by)
        elif not self.net.is_new and self.row is None:
            bring_back_reminder(self.net.subject_id, self.net.before, self.task, by=by, at=at)
        db.session.flush()
