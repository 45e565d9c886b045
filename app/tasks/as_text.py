"""Taking the words of a line back after its task was made: the way of those who have no script."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.tasks.editing import edit_task
from app.tasks.fields import read_changes
from app.tasks.models import Task
from app.tasks.understanding import LineReader
from app.words.reading import Reading
from app.workspaces.viewer import Viewer


def keep_as_text(task: Task, line: str, *, by: Viewer, at: datetime) -> None:
    """Make the whole line the title, and take out of the task what its words have put there. Raises Invalid."""
    reading = LineReader(by, at).read(line, task.project, is_subtask=task.parent_id is not None).reading
    edit_task(task, read_changes({"title": line, **emptied(task, reading)}), by=by, at=at)


def emptied(task: Task, reading: Reading) -> dict[str, Any]:
    """Return the fields that the words have filled, as they are without them."""
    labels, people = {name.name for name in reading.labels}, {name.id for name in reading.people}
    said: dict[str, tuple[Any, Any]] = {
        "due": (reading.due, {"date": "", "time": "", "zone": ""}),
        "repeat": (reading.repeat, ""),
        "start_on": (reading.start, ""),
        "priority": (reading.priority, "none"),
        "description": (reading.description, ""),
        "labels": (labels, [one.id for one in task.labels if one.name not in labels]),
        "assignees": (people, [one.id for one in task.assignees if one.id not in people]),
    }
    return {field: empty for field, (words, empty) in said.items() if words}
