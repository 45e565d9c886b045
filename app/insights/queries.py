"""The overview: what is open, late, due soon and done, in one statement, counted as the lists it leads to count."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any, NamedTuple

from psycopg import Connection

from app.extensions import db
from app.tasks.conditions import base_parameters, conditions
from app.tasks.fields import PRIORITIES, STATUSES
from app.tasks.filters import Filters
from app.tasks.matching import Matching, asked
from app.workspaces.viewer import Viewer

LATE, SOON, COMPLETED = "is:overdue", "due:today..+6d", "status:completed completed:week"
OPEN = ("pending", "in_progress")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and the list that shows the tasks it counts."""

    count: int
    filters: Filters


@dataclass(frozen=True, slots=True)
class Overview:
    """Figures of a workspace, or of what is assigned to the viewer; `projects` is by key.

    `true_until` is the instant at which the next task becomes late.
    """

    statuses: dict[str, Figure]
    priorities: dict[str, Figure]
    projects: dict[str, Figure]
    open: Figure
    late: Figure
    soon: Figure
    completed: Figure
    true_until: datetime | None

    @property
    def is_empty(self) -> bool:
        return not any(figure.count for figure in self.statuses.values())


def read_overview(viewer: Viewer, *, mine: bool, now: datetime) -> Overview:
    """Count the tasks the viewer may see in projects at work, subtasks too; with `mine` only those assigned to them."""
    everything = Filters(subtasks="all").also("assignee:me" if mine else "")
    today = viewer.today(now)
    late = everything.also(LATE)
    soon = everything.also(SOON)
    counted = [Counted(*row) for row in count_groups(viewer, everything, now=now)]
    statuses, priorities, projects = Counter[str](), Counter[str](), Counter[str]()
    for one in counted:
        statuses[one.status] += one.tasks
        if one.status in OPEN:
            priorities[PRIORITIES[one.priority]] += one.tasks
            projects[one.project] += one.tasks
    ends = [one.due_at for one in counted if one.due_at]
    ends += [datetime.combine(today, one.due_time, viewer.zone) for one in counted if one.due_time]
    return Overview(
        statuses={name: Figure(statuses[name], everything.also(f"status:{name}")) for name in STATUSES},
        priorities={
            name: Figure(priorities[name], everything.also(f"priority:{name}")) for name in reversed(PRIORITIES)
        },
        projects={key: Figure(count, everything) for key, count in projects.items()},
        open=Figure(sum(statuses[name] for name in OPEN), everything),
        late=Figure(sum(one.late for one in counted), late),
        soon=Figure(sum(one.soon for one in counted), soon),
        completed=Figure(sum(one.completed for one in counted), everything.also(COMPLETED)),
        true_until=min(ends, default=None),
    )


class Counted(NamedTuple):
    """The tasks of one project, status and priority; the last two are when the next of them becomes late."""

    project: str
    status: str
    priority: int
    tasks: int
    late: int
    soon: int
    completed: int
    due_at: datetime | None
    due_time: time | None


def count_groups(viewer: Viewer, shown: Filters, *, now: datetime) -> Any:
    """Return the rows of `Counted`, in one pass over the tasks; each condition is the one its list has."""
    parameters = base_parameters(viewer, now)
    _, where = conditions(viewer, replace(shown, otherwise=STATUSES), project_id=None, parameters=parameters)
    is_open = "t.status in ('pending', 'in_progress')"
    matching = Matching(viewer, parameters)
    is_late, is_soon, is_completed = (matching.sql(asked(text)) for text in (LATE, f"is:open {SOON}", COMPLETED))
    connection: Connection[Any] = db.session.connection().connection.driver_connection  # type: ignore[assignment]
    return connection.execute(
        f"select p.key, t.status, t.priority, count(*), count(*) filter (where {is_late}),"  # noqa: S608 - ours
        f" count(*) filter (where {is_soon}), count(*) filter (where {is_completed}),"
        f" min(t.due_at) filter (where {is_open} and t.due_at > %(now)s),"
        f" min(t.due_time) filter (where {is_open} and t.due_on = %(today)s and t.due_time > %(clock)s)"
        f" from tasks t join projects p on p.id = t.project_id where {' and '.join(where)} group by 1, 2, 3",
        parameters,
    )
