"""Whether new tasks stand in what is listed where they were added, and what is said where they do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from app.extensions import driver
from app.tasks.listing import Query
from app.tasks.models import Task
from app.tasks.rows import FROM
from app.tasks.views.view import Shown

LISTED = ("list", "board", "table")
NOT_MINE = "It is not assigned to you, so it is not listed here."
NO_MATCH = "It does not match what is listed here."
SOME = "Some of them do not match what is listed here."


def say_unlisted(shown: Shown, tasks: Sequence[Task], now: datetime) -> str:
    """Return that the new tasks do not stand where they were added, or nothing where they do."""
    new = [task for task in tasks if task.parent_id is None]
    is_open = shown.place.kind == "project" and not shown.filters.narrows
    if not new or is_open or shown.view.name not in LISTED or all(is_elsewhere(shown, task) for task in new):
        return ""
    filters = replace(shown.filters, group="")
    query = Query.of(shown.viewer, filters, [], now=now, place=shown.place)
    query.parameters["new"] = [task.id for task in new]
    matching = f"{query.search}select t.id {FROM} where {' and '.join(query.where)} and t.id = any(%(new)s)"
    missing = len(new) - len(driver().execute(matching, query.parameters).fetchall())
    if not missing:
        return ""
    if len(tasks) > 1:
        return SOME
    return NOT_MINE if shown.place.is_mine and not filters.narrows else NO_MATCH


def is_elsewhere(shown: Shown, task: Task) -> bool:
    """Say whether its words have put the task into a project whose list this is not; that is said already."""
    return shown.place.kind == "project" and shown.place.project_id != task.project_id
