"""Filters as SQL: fragments over `tasks t` and `projects p`, and the parameters they name."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from app.tasks.clocks import passed_times
from app.tasks.fields import PRIORITIES
from app.tasks.filters import Filters
from app.tasks.searching import search_condition
from app.workspaces.viewer import Viewer

LATE = """coalesce(t.due_at <= %(now)s or t.due_on < %(today)s
  or (t.due_on = %(today)s and t.due_time <= %(clock)s and not (t.due_time > %(gap_from)s and t.due_time < %(gap_to)s)),
  false)"""
DAY = "coalesce(t.due_on, (t.due_at at time zone %(zone)s)::date)"

ASSIGNED = """exists (select from task_assignees ta where ta.workspace_id = %(workspace)s and ta.task_id = t.id
                      and ta.membership_id = any(%(assignees)s))"""
MINE = """exists (select from task_assignees ta where ta.workspace_id = %(workspace)s and ta.task_id = t.id
                      and ta.membership_id = %(me)s)"""
NOBODY = "not exists (select from task_assignees ta where ta.workspace_id = %(workspace)s and ta.task_id = t.id)"
LABELLED = """exists (select from task_labels tl join labels l on l.workspace_id = %(workspace)s and l.id = tl.label_id
                      where tl.workspace_id = %(workspace)s and tl.task_id = t.id and l.name_key = any(%(labels)s))"""
ON_TOP = """(t.parent_id is null or (select above.status from tasks above
    where above.workspace_id = %(workspace)s and above.id = t.parent_id) <> all(%(statuses)s))"""


def base_parameters(viewer: Viewer, now: datetime) -> dict[str, Any]:
    passed = passed_times(now, viewer.zone)
    return {
        "workspace": viewer.workspace_id,
        "me": viewer.member_id,
        "now": now,
        "today": viewer.today(now),
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
        "t.trashed_at is null",
        "p.trashed_at is null",
        "(p.inbox_of is null or p.inbox_of = %(me)s)",
    ]
    if project_id is not None:
        where.append("t.project_id = %(project)s")
        parameters["project"] = project_id
    else:
        where.append("p.archived_at is null")
    if is_mine:
        where.append(MINE)
    parameters["statuses"] = list(filters.effective_statuses)
    if len(filters.effective_statuses) < 4:
        where.append("t.status = any(%(statuses)s)")
    if filters.priorities:
        where.append("t.priority = any(%(priorities)s)")
        parameters["priorities"] = [PRIORITIES.index(name) for name in filters.priorities]
    if filters.labels:
        where.append(LABELLED)
        parameters["labels"] = [name.casefold() for name in filters.labels]
    if filters.assignees:
        where.append(assignee_condition(viewer, filters, parameters))
    where += due_conditions(filters, parameters)
    if filters.completed:
        where.append(completed_this_week(viewer, parameters))
    if not filters.search:
        return "", where
    search, found = search_condition(viewer, filters.search, parameters)
    return search, [*where, found]


def assignee_condition(viewer: Viewer, filters: Filters, parameters: dict[str, Any]) -> str:
    ids = [viewer.member_id if name == "me" else uuid.UUID(name) for name in filters.assignees if name != "none"]
    parameters["assignees"] = ids
    parts = ([ASSIGNED] if ids else []) + ([NOBODY] if "none" in filters.assignees else [])
    return "(" + " or ".join(parts) + ")"


def due_conditions(filters: Filters, parameters: dict[str, Any]) -> list[str]:
    where = []
    if filters.due == "overdue":
        where.append(f"{LATE} and t.status in ('pending', 'in_progress')")
    elif filters.due == "today":
        where.append(f"{DAY} = %(today)s")
    elif filters.due == "week":
        parameters["week_end"] = week_end(parameters["today"])
        where.append(f"{DAY} between %(today)s and %(week_end)s")
    elif filters.due == "none":
        where.append("t.due_sort is null")
    if filters.due_from:
        parameters["due_from"] = filters.due_from
        where.append(f"{DAY} >= %(due_from)s")
    if filters.due_to:
        parameters["due_to"] = filters.due_to
        where.append(f"{DAY} <= %(due_to)s")
    return where


def completed_this_week(viewer: Viewer, parameters: dict[str, Any]) -> str:
    """Return the condition on tasks completed since Monday, as the viewer has it."""
    today: date = parameters["today"]
    monday = datetime.combine(today - timedelta(days=today.weekday()), time(), viewer.zone)
    parameters["week_start"] = monday.astimezone(UTC)
    return "t.status = 'completed' and t.completed_at >= %(week_start)s"


def week_end(today: date) -> date:
    """Return the Sunday of this week."""
    return today + timedelta(days=6 - today.weekday())
