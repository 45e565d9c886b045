"""One occurrence of a task that repeats: left out, or taken out of the repeat to be changed by itself."""

from __future__ import annotations

from datetime import datetime

from app.activity.record import record
from app.errors import Invalid
from app.extensions import db
from app.repeats.kept import Kept
from app.tasks.editing import edit_task
from app.tasks.models import Task
from app.tasks.repeating.planning import Next, plan_next
from app.workspaces.viewer import Viewer


def skip(task: Task, *, by: Viewer, at: datetime) -> None:
    """Leave this one out: the task is due when it would come next."""
    due, repeat = next_of(task, at)
    edit_task(task, {"due": due, "repeat": repeat}, by=by, at=at)


def separate(task: Task, *, by: Viewer, at: datetime) -> Task:
    """Take this one out of the repeat, so that changes of it stay its own; the next one is made now, and returned."""
    coming = next_of(task, at)
    before = {"repeat": task.repeat}
    task.repeat = None
    task.touch(at)
    record("task.changed", task, by=by, before=before)
    db.session.flush()
    return plan_next(task, coming, by=by, at=at)


def next_of(task: Task, at: datetime) -> Next:
    found = repeat_of(task).after_this(task.due, at)
    if found is None:
        raise Invalid(message="This is the last one. Complete it, or end its repeat.")
    return Next(*found)


def repeat_of(task: Task) -> Kept:
    if task.repeats is None or not task.is_open:
        raise Invalid(message="This task does not repeat.")
    return task.repeats
