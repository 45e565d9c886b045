"""A list in groups: one expression says where a task stands, headings say what is shown, and each pages by itself."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.projects.company import list_company, list_label_names
from app.projects.sidebar import read_sidebar
from app.tasks.conditions import ON_TOP
from app.tasks.expressions import DAY, LATE
from app.tasks.fields import PRIORITIES
from app.tasks.filters import Filters
from app.tasks.rows import person_order
from app.tasks.wording import PRIORITY_NAMES, STATUS_NAMES
from app.translation.speaking import _
from app.workspaces.directory import Directory
from app.workspaces.viewer import Viewer

FIRST = """coalesce((%(ranked)s::uuid[])[(select min(array_position(%(ranked)s::uuid[], l.{column})) from {table} l
  where l.workspace_id = %(workspace)s and l.task_id = t.id)]::text, 'none')"""
BY_DUE = f"""case when t.due_sort is null then 'none'
  when {LATE} and t.status in ('pending', 'in_progress') then 'late'
  when {DAY} < %(today)s then 'past' when {DAY} = %(today)s then 'today'
  when {DAY} <= %(week_end)s then 'week' else 'later' end"""
EXPRESSIONS = {
    "status": "t.status",
    "priority": "(%(priority_names)s::text[])[t.priority + 1]",
    "assignee": FIRST.format(table="task_assignees", column="membership_id"),
    "label": FIRST.format(table="task_labels", column="label_id"),
    "section": "coalesce(t.section_id::text, 'none')",
    "due": BY_DUE,
    "project": "t.project_id::text",
}
STATUSES = ("in_progress", "pending", "completed", "cancelled")
"""The groups by status in their order: what somebody is at comes first."""
DUE_NAMES = {
    "late": "Late",
    "today": "Today",
    "week": "This week",
    "later": "Later",
    "past": "Earlier",
    "none": "No date",
}


@dataclass(frozen=True, slots=True)
class Group:
    """One heading of a list; `key` names it in URLs and DOM ids."""

    key: str
    name: str
    status: str = ""
    hue: str = ""


def group_expression(group: str, groups: list[Group], parameters: dict[str, Any]) -> str:
    """Return the SQL that gives the key of a task's group; of several labels or people the first in `groups` counts."""
    if group == "priority":
        parameters["priority_names"] = list(PRIORITIES)
    elif group in ("label", "assignee"):
        parameters["ranked"] = [uuid.UUID(one.key) for one in groups if one.key != "none"]
    return EXPRESSIONS.get(group, "'all'")


def top_condition(filters: Filters, *, is_flat: bool = False) -> str:
    """Return which tasks have a row: all in a flat or narrowed list, else no subtask of a task that is shown."""
    if filters.narrows or is_flat:
        return "true"
    return ON_TOP if len(filters.effective_statuses) < 4 else "t.parent_id is null"


def groups_for(viewer: Viewer, group: str, directory: Directory, project_id: uuid.UUID | None = None) -> list[Group]:
    """Return the groups in the order they are shown; a list without groups has one that holds everything."""
    if group == "status":
        return [Group(status, _(STATUS_NAMES[status]), status=status) for status in STATUSES]
    if group == "priority":
        return [Group(name, _(PRIORITY_NAMES[name])) for name in PRIORITIES[:0:-1]] + [Group("none", _("No priority"))]
    if group == "assignee":
        people = sorted(list_company(viewer, gone=True), key=person_order)
        return by_id(((one.id, one.name, "") for one in people), _("Nobody"))
    if group == "label":
        return by_id(((one.id, one.name, one.hue) for one in list_label_names(viewer, directory)), _("No label"))
    if group == "section":
        sections = [section for section in directory.sections.values() if section.project_id == project_id]
        *named, rest = by_id(
            ((one.id, one.name, "") for one in sorted(sections, key=lambda one: one.order_key)), _("No section")
        )
        return [rest, *named]
    if group == "project":
        sidebar = read_sidebar(viewer)
        listed = [one for one in (sidebar.inbox, *sidebar.projects) if one]
        return by_id(((one.id, one.name, one.hue) for one in listed), _("Other projects"))
    if group == "due":
        return [Group(key, _(name)) for key, name in DUE_NAMES.items()]
    return [Group("all", "")]


def by_id(rows: Iterable[tuple[uuid.UUID, str, str]], nothing: str) -> list[Group]:
    return [*(Group(str(id), name, hue=hue) for id, name, hue in rows), Group("none", nothing)]
