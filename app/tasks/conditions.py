"""Filters as SQL: fragments over `tasks t` and `projects p`, and the parameters they name."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from app.tasks.fields import PRIORITIES
from app.tasks.filters import Filters
from app.tasks.words import search_words, workspace_lexeme
from app.workspaces.viewer import Viewer

LATE = """(t.due_at <= %(now)s or t.due_on < %(today)s or (t.due_on = %(today)s and t.due_time <= %(clock)s))"""
DAY = "coalesce(t.due_on, (t.due_at at time zone %(zone)s)::date)"

ASSIGNED = """exists (select from task_assignees ta where ta.workspace_id = %(workspace)s and ta.task_id = t.id
                      and ta.membership_id = any(%(assignees)s))"""
NOBODY = "not exists (select from task_assignees ta where ta.workspace_id = %(workspace)s and ta.task_id = t.id)"
LABELLED = """exists (select from task_labels tl join labels l on l.workspace_id = %(workspace)s and l.id = tl.label_id
                      where tl.workspace_id = %(workspace)s and tl.task_id = t.id and l.name_key = any(%(labels)s))"""
ON_TOP = """(t.parent_id is null or not exists (select from tasks above
                   where above.workspace_id = %(workspace)s and above.id = t.parent_id
                     and above.status = any(%(statuses)s)))"""
FOUND = """t.id in (select task_id from found)"""
FOUND_CTE = """with found as materialized (
  select s.task_id from task_search s where s.tsv @@ ({query}) and s.workspace_id = %(workspace)s)
"""


def base_parameters(viewer: Viewer, now: datetime) -> dict[str, Any]:
    local = now.astimezone(viewer.zone)
    return {
        "workspace": viewer.workspace_id,
        "me": viewer.member_id,
        "now": now,
        "today": local.date(),
        "clock": local.time().replace(tzinfo=None),
        "zone": viewer.zone.key,
    }


def conditions(
    viewer: Viewer, filters: Filters, *, project_id: uuid.UUID | None, parameters: dict[str, Any]
) -> tuple[str, list[str]]:
    """Return the `with` clause a search needs (or nothing) and the conditions; `parameters` is filled.

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
    words = search_words(filters.search)
    if not words:
        if filters.search:
            where.append("false")
        return "", where
    where.append(FOUND)
    return FOUND_CTE.format(query=search_query(viewer, words, parameters)), where


def search_query(viewer: Viewer, words: list[str], parameters: dict[str, Any]) -> str:
    """Return a tsquery: this workspace's lexeme, and every word as a prefix or by its stem."""
    parameters["lexeme"] = workspace_lexeme(viewer.workspace_id)
    parts = ["to_tsquery('simple', %(lexeme)s)"]
    for place, word in enumerate(words):
        parameters[f"word{place}"], parameters[f"prefix{place}"] = word, f"{word}:*"
        parts.append(f"(to_tsquery('simple', %(prefix{place})s) || plainto_tsquery('english', %(word{place})s))")
    return " && ".join(parts)


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
