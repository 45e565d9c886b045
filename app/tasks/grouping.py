"""A list in groups: each is a name and a condition, and pages by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from app.tasks.conditions import DAY, LATE, ON_TOP, week_end
from app.tasks.fields import PRIORITIES
from app.tasks.filters import Filters
from app.workspaces.directory import Directory

FIRST_LABEL = """(select l.id from task_labels tl join labels l on l.workspace_id = %(workspace)s and l.id = tl.label_id
  where tl.workspace_id = %(workspace)s and tl.task_id = t.id order by l.name_key limit 1)"""
FIRST_PERSON = """(select ta.membership_id from task_assignees ta
  join memberships m on m.workspace_id = %(workspace)s and m.id = ta.membership_id join users u on u.id = m.user_id
  where ta.workspace_id = %(workspace)s and ta.task_id = t.id order by u.name, m.id limit 1)"""
STATUS_NAMES = {
    "in_progress": "In progress",
    "pending": "Pending",
    "completed": "Completed",
    "cancelled": "Cancelled",
}


@dataclass(frozen=True, slots=True)
class Group:
    """One heading of a list; `key` names it in URLs and DOM ids."""

    key: str
    name: str
    condition: str
    parameters: dict[str, Any]
    status: str = ""
    hue: str = ""


def groups_for(filters: Filters, directory: Directory, project_id: Any, parameters: dict[str, Any]) -> list[Group]:
    """Return the groups in the order they are shown; a list without groups has one that holds everything.

    A list that is not narrowed leaves a subtask to its parent's page, unless the parent itself is not shown.
    """
    groups = groups_by(filters.group, directory, project_id, parameters)
    if filters.narrows:
        return groups
    on_top = ON_TOP if len(filters.effective_statuses) < 4 else "t.parent_id is null"
    return [replace(group, condition=f"{on_top} and {group.condition}") for group in groups]


def groups_by(group: str, directory: Directory, project_id: Any, parameters: dict[str, Any]) -> list[Group]:
    if group == "status":
        return [Group(key, name, "t.status = %(g)s", {"g": key}, status=key) for key, name in STATUS_NAMES.items()]
    if group == "priority":
        return [
            Group(name, name.capitalize() if place else "No priority", "t.priority = %(g)s", {"g": place})
            for place, name in reversed(list(enumerate(PRIORITIES)))
        ]
    if group == "assignee":
        people = [person for person in directory.people.values() if not person.is_gone]
        return by_id(
            ((p.id, p.name, "") for p in sorted(people, key=lambda p: p.name.casefold())),
            FIRST_PERSON,
            "Nobody",
        )
    if group == "label":
        labels = sorted(directory.labels.values(), key=lambda label: label.name.casefold())
        return by_id(((label.id, label.name, label.hue) for label in labels), FIRST_LABEL, "No label")
    if group == "section":
        sections = [section for section in directory.sections.values() if section.project_id == project_id]
        rows = by_id(
            ((s.id, s.name, "") for s in sorted(sections, key=lambda s: s.order_key)),
            "t.section_id",
            "No section",
        )
        return [rows[-1], *rows[:-1]]
    if group == "due":
        return due_groups(parameters)
    return [Group("all", "", "true", {})]


def by_id(rows: Iterable[tuple[Any, str, str]], expression: str, nothing: str) -> list[Group]:
    groups = [Group(str(id), name, f"{expression} = %(g)s", {"g": id}, hue=hue) for id, name, hue in rows]
    return [*groups, Group("none", nothing, f"{expression} is null", {})]


def due_groups(parameters: dict[str, Any]) -> list[Group]:
    late = f"coalesce({LATE}, false)"
    parameters["week_end"] = week_end(parameters["today"])
    return [
        Group("late", "Late", late, {}),
        Group("today", "Today", f"{DAY} = %(today)s and not {late}", {}),
        Group("week", "This week", f"{DAY} > %(today)s and {DAY} <= %(week_end)s and not {late}", {}),
        Group("later", "Later", f"{DAY} > %(week_end)s and {DAY} > %(today)s and not {late}", {}),
        Group("none", "No date", "t.due_sort is null", {}),
    ]
