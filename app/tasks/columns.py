"""The columns of a table: what each is called, which order its head gives, and the control that changes it in place."""

from __future__ import annotations

from dataclasses import dataclass

from app.tasks.date_words import write_day, write_due
from app.tasks.filters import Filters
from app.tasks.rows import Row
from app.wording import say_estimate


@dataclass(frozen=True, slots=True)
class Column:
    """`sort` is one of `filters.SORTS`, `is_edited` says whether a cell of it can be changed where it stands."""

    key: str
    title: str
    sort: str = ""
    is_edited: bool = True
    falls: bool = False


COLUMNS = (
    Column("status", "Status"),
    Column("priority", "Priority", "priority", falls=True),
    Column("assignees", "Assigned"),
    Column("due", "Due", "due"),
    Column("start", "Start"),
    Column("repeat", "Repeat", is_edited=False),
    Column("labels", "Labels"),
    Column("project", "Project"),
    Column("estimate", "Estimate"),
    Column("created", "Added", "created", is_edited=False, falls=True),
    Column("updated", "Changed", "updated", is_edited=False, falls=True),
)
"""Those that can be chosen, in their order; the title stands before them always."""
TITLE = Column("title", "Title", "title")
USUAL = ("status", "priority", "assignees", "due", "labels")


def columns_of(filters: Filters, *, many_projects: bool) -> list[Column]:
    """Return the columns a table shows: those that were chosen, or the usual ones."""
    wanted = filters.option("columns").split(",")
    known = [column for column in COLUMNS if column.key in wanted]
    usual = {*USUAL, *(["project"] if many_projects else [])}
    return known or [column for column in COLUMNS if column.key in usual]


def cell_fields(task: Row, key: str, zone: str) -> list[tuple[str, str]]:
    """Return what a cell holds, as the fields of the form that changes it; a first time is one of `zone`."""
    due = task.due
    fields: dict[str, list[tuple[str, str]]] = {
        "status": [("status", task.status)],
        "priority": [("priority", task.priority)],
        "assignees": [("assignees", str(person.id)) for person in task.assignees],
        "labels": [("labels", str(label.id)) for label in task.labels],
        "start": [("start_words", write_day(task.start_on))],
        "estimate": [("estimate", say_estimate(task.estimate) if task.estimate else "")],
        "project": [("project", task.ref.partition("-")[0])],
        "due": [
            ("due_words", write_due(due)),
            ("due_zone", (due.zone or "") if due and due.time else zone),
        ],
    }
    return fields[key]
