"""What a list shows as SQL: fragments over `tasks t` and `projects p`, and the parameters they name."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from app.filtering.asking import asks_trash
from app.filtering.days import period_of
from app.projects.visibility import seen
from app.tasks.clocks import passed_times
from app.tasks.filters import Filters
from app.tasks.matching import Matching
from app.workspaces.viewer import Viewer

MINE = """exists (select from task_assignees ta where ta.workspace_id = %(workspace)s and ta.task_id = t.id
                      and ta.membership_id = %(me)s)"""
ON_TOP = """(t.parent_id is null or (select above.status from tasks above
    where above.workspace_id = %(workspace)s and above.id = t.parent_id) <> all(%(statuses)s))"""


def base_parameters(viewer: Viewer, now: datetime) -> dict[str, Any]:
    passed = passed_times(now, viewer.zone)
    return {
        "workspace": viewer.workspace_id,
        "me": viewer.member_id,
        "now": now,
        "today": viewer.today(now),
        "week_end": week_end(viewer.today(now), viewer.sunday_first),
        "clock": passed.until,
        "gap_from": passed.gap_from,
        "gap_to": passed.gap_to,
        "zone": viewer.zone.key,
    }


def conditions(
    viewer: Viewer,
    filters: Filters,
    *,
    project_id: uuid.UUID | None,
    parameters: dict[str, Any],
    is_mine: bool = False,
) -> tuple[str, list[str]]:
    """Return the `with` clause a search needs (or nothing) and the conditions; `parameters` is filled.

    `is_mine` leaves out what is not assigned to the viewer, besides what the filters leave out.
    Subtasks match like any task; a list that is not narrowed leaves them out (see `groups_for`).
    """
    where = [
        "t.workspace_id = %(workspace)s",
        "p.workspace_id = %(workspace)s",
        "p.trashed_at is null",
        seen(),
    ]
    if not asks_trash(filters.tree):
        where.append("t.trashed_at is null")
    if project_id is not None:
        where.append("t.project_id = %(project)s")
        parameters["project"] = project_id
    else:
        where.append("p.archived_at is null")
    if is_mine:
        where.append(MINE)
    parameters["statuses"] = list(filters.effective_statuses)
    if not filters.says_state and len(filters.effective_statuses) < 4:
        where.append("t.status = any(%(statuses)s)")
    if filters.mistaken:
        where.append("false")
    matching = Matching(viewer, parameters)
    where += [matching.sql(filters.tree)] if filters.tree else []
    return matching.search, where


def week_end(today: date, sunday_first: bool) -> date:
    """Return the last day of this week."""
    return period_of("week", today, sunday_first)[1]
