"""The list: one statement for the rows of all its groups, one for the counts, slots objects in between."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from app.extensions import driver
from app.tasks.conditions import LATE, base_parameters, conditions
from app.tasks.cursors import ORDERS, read_cursor, write_cursor
from app.tasks.dates import Due
from app.tasks.fields import PRIORITIES
from app.tasks.filters import Filters
from app.tasks.grouping import Group, groups_for
from app.workspaces.directory import Directory, LabelName, Person
from app.workspaces.viewer import Viewer

PAGE = 50
COLUMNS = """t.id, p.key, t.number, t.title, t.status, t.priority, t.due_on, t.due_time, t.due_at, t.due_tz, t.version,
  t.section_id, t.parent_id, up.title, p.name, p.hue,
  array(select tl.label_id from task_labels tl where tl.workspace_id = %(workspace)s and tl.task_id = t.id),
  array(select ta.membership_id from task_assignees ta where ta.workspace_id = %(workspace)s and ta.task_id = t.id),
  (select count(*) from tasks c where c.workspace_id = %(workspace)s and c.parent_id = t.id and c.trashed_at is null
    and c.status <> 'cancelled'),
  (select count(*) from tasks c where c.workspace_id = %(workspace)s and c.parent_id = t.id and c.trashed_at is null
    and c.status = 'completed'),
  (select count(*) from comments k
    where k.workspace_id = %(workspace)s and k.task_id = t.id and k.deleted_at is null)"""
FROM = """from tasks t join projects p on p.id = t.project_id
  left join tasks up on up.workspace_id = %(workspace)s and up.id = t.parent_id"""


class Row(NamedTuple):
    """One task as a list shows it."""

    id: uuid.UUID
    ref: str
    title: str
    status: str
    priority: str
    due: Due | None
    version: int
    section_id: uuid.UUID | None
    parent_id: uuid.UUID | None
    parent_title: str | None
    project_name: str
    project_hue: str
    labels: list[LabelName]
    assignees: list[Person]
    subtasks: int
    subtasks_done: int
    comments: int

    @property
    def is_open(self) -> bool:
        return self.status in ("pending", "in_progress")


@dataclass(slots=True)
class Part:
    """One group with its first rows (or a later page of them)."""

    group: Group
    rows: list[Row] = field(default_factory=list)
    count: int = 0
    next: str = ""


@dataclass(slots=True)
class Listing:
    """What a list page shows; `late` counts the late among all that match, `true_until` is when a row becomes late."""

    parts: list[Part]
    total: int
    late: int
    true_until: datetime | None

    @property
    def is_empty(self) -> bool:
        return not any(part.rows for part in self.parts)


def read_listing(
    viewer: Viewer,
    filters: Filters,
    directory: Directory,
    *,
    now: datetime,
    project_id: uuid.UUID | None = None,
) -> Listing:
    """Return the tasks the viewer may see under these filters, in two statements."""
    parameters = base_parameters(viewer, now)
    with_search, where = conditions(viewer, filters, project_id=project_id, parameters=parameters)
    groups = groups_for(filters, directory, project_id, parameters)
    if filters.only_group:
        groups = [group for group in groups if group.key == filters.only_group] or groups
    totals = driver().execute(*count_statement(groups, with_search, where, dict(parameters))).fetchone()
    assert totals is not None
    parts = {group.key: Part(group, count=totals[2 + place]) for place, group in enumerate(groups)}
    order = ORDERS[filters.sort]
    query, values = row_statement(
        filters, [g for g in groups if parts[g.key].count], with_search, where, dict(parameters)
    )
    width = len(order.columns)
    cursors: dict[str, str] = {}
    for key, *columns in driver().execute(query, values) if query else ():
        part = parts[key]
        if len(part.rows) < PAGE:
            part.rows.append(row_from(columns[width:], directory))
            cursors[key] = write_cursor(filters.sort, tuple(columns[:width]))
        else:
            part.next = filters.query(after=cursors[key], only_group=key if filters.group else "")
    listing = Listing(list(parts.values()), totals[0], totals[1], None)
    ends = [row.due.latest(viewer.zone) for part in listing.parts for row in part.rows if row.due and row.is_open]
    listing.true_until = min((end for end in ends if end > now), default=None)
    return listing


def read_counts(viewer: Viewer, filters: Filters, *, now: datetime, project_id: uuid.UUID | None) -> tuple[int, int]:
    """Return how many tasks match, and how many of them are late."""
    parameters = base_parameters(viewer, now)
    with_search, where = conditions(viewer, filters, project_id=project_id, parameters=parameters)
    total, late = driver().execute(*count_statement([], with_search, where, parameters)).fetchone() or (0, 0)
    return total, late


def count_statement(
    groups: list[Group], with_search: str, where: list[str], parameters: dict[str, Any]
) -> tuple[Any, Any]:
    """Return the statement that counts all, the late and each group in one pass."""
    counts = [f"count(*) filter (where {rename(group, place, parameters)})" for place, group in enumerate(groups)]
    late = f"count(*) filter (where {LATE} and t.status in ('pending', 'in_progress'))"
    sql = (
        f"{with_search}select {', '.join(['count(*)', late, *counts])}"  # noqa: S608 - fragments are ours, values are bound
        f" from tasks t join projects p on p.id = t.project_id where {' and '.join(where)}"
    )
    return sql, parameters


def row_statement(
    filters: Filters, groups: list[Group], with_search: str, where: list[str], parameters: dict[str, Any]
) -> tuple[Any, dict[str, Any]]:
    """Return the statement that reads one page and one row more of every group."""
    order = ORDERS[filters.sort]
    values = read_cursor(filters.sort, filters.after) if filters.after else None
    beyond = f" and {order.beyond(values, parameters)}" if values else ""
    parts = []
    for place, group in enumerate(groups):
        parameters[f"key{place}"] = group.key
        condition = rename(group, place, parameters)
        parts.append(
            f"(select %(key{place})s::text, {', '.join(order.columns)}, {COLUMNS} {FROM}"
            f" where {' and '.join(where)} and {condition}{beyond} order by {order.sql()} limit {PAGE + 1})"
        )
    return (with_search + " union all ".join(parts), parameters) if parts else ("", parameters)


def rename(group: Group, place: int, parameters: dict[str, Any]) -> str:
    """Return the group's condition with its own parameter names."""
    for name, value in group.parameters.items():
        parameters[f"{name}{place}"] = value
    return group.condition.replace("%(g)s", f"%(g{place})s")


def row_from(columns: list[Any], directory: Directory) -> Row:
    (
        id,
        key,
        number,
        title,
        status,
        priority,
        due_on,
        due_time,
        due_at,
        due_tz,
        version,
        section_id,
        parent_id,
        parent_title,
        project_name,
        project_hue,
        labels,
        assignees,
        subtasks,
        done,
        comments,
    ) = columns
    return Row(
        id,
        f"{key}-{number}",
        title,
        status,
        PRIORITIES[priority],
        Due.from_columns(due_on, due_time, due_at, due_tz),
        version,
        section_id,
        parent_id,
        parent_title,
        project_name,
        project_hue,
        sorted(
            (directory.labels[one] for one in labels if one in directory.labels),
            key=lambda label: label.name.casefold(),
        ),
        sorted(
            (directory.people[one] for one in assignees if one in directory.people),
            key=lambda person: person.name,
        ),
        subtasks,
        done,
        comments,
    )


VISIBLE = (
    f"select {COLUMNS} {FROM} where t.workspace_id = %(workspace)s and p.workspace_id = %(workspace)s"
    " and (p.inbox_of is null or p.inbox_of = %(me)s)"
)


def read_rows(viewer: Viewer, ids: list[uuid.UUID], directory: Directory) -> list[Row]:
    """Return these tasks as rows, in their order, to render again what a change touched."""
    values = {"workspace": viewer.workspace_id, "me": viewer.member_id, "ids": ids}
    found = driver().execute(f"{VISIBLE} and t.id = any(%(ids)s) order by t.order_key", values)
    return [row_from(list(columns), directory) for columns in found]


def read_family(viewer: Viewer, id: uuid.UUID, directory: Directory) -> tuple[Row, list[Row]]:
    """Return a task that is there as a row, and its subtasks that are not in the trash, in one statement."""
    values = {"workspace": viewer.workspace_id, "me": viewer.member_id, "id": id}
    family = "(t.id = %(id)s or (t.parent_id = %(id)s and t.trashed_at is null))"
    found = driver().execute(f"{VISIBLE} and {family} order by t.order_key", values)
    rows = [row_from(list(columns), directory) for columns in found]
    return next(row for row in rows if row.id == id), [row for row in rows if row.id != id]
