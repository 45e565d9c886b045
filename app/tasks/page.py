"""What a task's page shows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from app.attachments.listing import list_files
from app.tasks.feed import read_history
from app.tasks.fields import PRIORITIES
from app.tasks.models import Task
from app.tasks.reminding.listing import show_reminders
from app.tasks.repeating.series import read_series
from app.tasks.rows import read_family
from app.translation.speaking import _
from app.watching.watchers import list_watchers
from app.web.clock import now
from app.workspaces.directory import read_directory
from app.workspaces.viewer import Viewer

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def task_context(viewer: Viewer, task: Task, *, fresh: bool = False) -> dict[str, Any]:
    """Return the context of `tasks/_task.html`."""
    directory = read_directory(viewer, fresh=fresh)
    row, subtasks = read_family(viewer, task.id, directory)
    return {
        "task": task,
        "row": row,
        "directory": directory,
        "subtasks": subtasks,
        "sections": any(one.project_id == task.project_id for one in directory.sections.values()),
        "feed": read_history(viewer, task, directory),
        "watchers": list_watchers(task),
        "attachments": list_files(task),
        "series": read_series(viewer, task),
        "PRIORITIES": PRIORITIES,
        "reminders": show_reminders(viewer, task, now()),
        "errors": {},
        "typed": {},
        "panel": False,
    }


def true_until(viewer: Viewer, context: dict[str, Any], now: datetime) -> datetime | None:
    """Return when something on the page reads differently: a date becomes late, or `5 minutes ago` grows."""
    task: Task = context["task"]
    rows = [context["row"], *context["subtasks"]]
    ends = [row.due.latest(viewer.zone) for row in rows if row.due and row.is_open]
    moments = [task.created_at, task.updated_at, *(item.at for item in context["feed"])]
    ends += [now - (now - moment) % MINUTE + MINUTE for moment in moments if now - moment < HOUR]
    return min((end for end in ends if end > now), default=None)


def near_zones(viewer: Viewer, task: Task) -> list[str]:
    """Return the zones offered for a time: the viewer's, the one it has, UTC."""
    return list(dict.fromkeys(zone for zone in (viewer.zone.key, task.due_tz, "UTC") if zone))


def near_days(today: date) -> list[tuple[str, date]]:
    """Return the days most tasks get, by the words for them."""
    monday = today + timedelta(days=7 - today.weekday())
    return [(_("Today"), today), (_("Tomorrow"), today + timedelta(days=1)), (_("Next week"), monday)]
