"""What the picker of reminders shows."""

from __future__ import annotations

from typing import Any

from flask import g

from app.reminders.offering import offered
from app.reminders.wording import say_moment
from app.tasks.models import Task
from app.tasks.reminding.listing import show_defaults, show_reminders
from app.web.clock import now


def reminding(task: Task) -> dict[str, Any]:
    """Return what is shown of the viewer's reminders of a task, and what is offered."""
    today = g.viewer.today(now())
    return {
        "reminders": show_reminders(g.viewer, task, now()),
        "defaults": show_defaults(g.viewer, task, today),
        "offers": [(key, say_moment(one, today)) for key, one in offered(task.due, task.start_on).items()],
    }
