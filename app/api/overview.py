"""How the workspace, and the caller's part of it, stands: one statement."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from psycopg import Connection

from app.extensions import db
from app.tasks.conditions import DAY, LATE, base_parameters, conditions
from app.tasks.fields import PRIORITIES, STATUSES
from app.tasks.filters import Filters
from app.workspaces.viewer import Viewer

SOON = timedelta(days=7)
OPEN = "t.status in ('pending', 'in_progress')"
MINE = """exists (select from task_assignees ta where ta.workspace_id = %(workspace)s and ta.task_id = t.id
                  and ta.membership_id = %(me)s)"""
FIGURES = {
    "total": "true",
    **{f"status {name}": f"t.status = '{name}'" for name in STATUSES},
    **{f"priority {name}": f"t.priority = {place} and {OPEN}" for place, name in enumerate(PRIORITIES)},
    "overdue": f"{LATE} and {OPEN}",
    "due_soon": f"{DAY} between %(today)s and %(soon)s and {OPEN} and not coalesce({LATE}, false)",
    "completed_this_week": "t.status = 'completed' and t.completed_at >= %(monday)s",
}


def read_overview(viewer: Viewer, *, at: datetime) -> dict[str, Any]:
    """Return the figures of all tasks the viewer may see and, under `mine`, of those assigned to them."""
    parameters = base_parameters(viewer, at)
    _, where = conditions(viewer, Filters(statuses=("all",)), project_id=None, parameters=parameters)
    today = parameters["today"]
    monday = datetime.combine(today - timedelta(days=today.weekday()), time(), viewer.zone).astimezone(UTC)
    parameters |= {"soon": today + SOON, "monday": monday}
    counts = [f"count(*) filter (where {test}{also})" for also in ("", " and x.mine") for test in FIGURES.values()]
    sql = (
        f"select {', '.join(counts)} from tasks t join projects p on p.id = t.project_id"  # noqa: S608 - all ours
        f" cross join lateral (select {MINE} as mine) x where {' and '.join(where)}"
    )
    connection: Connection[Any] = db.session.connection().connection.driver_connection  # type: ignore[assignment]
    row = connection.execute(sql, parameters).fetchone()
    assert row is not None
    return figures(row[: len(FIGURES)]) | {"mine": figures(row[len(FIGURES) :])}


def figures(counts: tuple[int, ...]) -> dict[str, Any]:
    """Return the counts by name; priorities and dates count open tasks only."""
    found: dict[str, Any] = {"by_status": {}, "by_priority": {}}
    for name, count in zip(FIGURES, counts, strict=True):
        kind, _, part = name.partition(" ")
        if part:
            found[f"by_{kind}"][part] = count
        else:
            found[name] = count
    return found
