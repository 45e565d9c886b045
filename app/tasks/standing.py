"""Where some tasks stand in a list as it is now, and what that list counts: what a change is answered with."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.extensions import driver
from app.tasks.filters import Filters
from app.tasks.grouping import groups_for
from app.tasks.listing import Query
from app.tasks.places import Place
from app.tasks.rows import FROM
from app.workspaces.directory import Directory
from app.workspaces.viewer import Viewer

ABOVE = 6
FURTHEST = 1000
"""How far down a list without groups a task is looked for; nobody has opened so much of it."""


@dataclass(slots=True)
class Standing:
    """How many tasks match, how many of them are late, how many rows each group has, and where some tasks stand.

    `stands` names the group of a task, its place in it, and who is above, the nearest first: some of them, because a
    page may not know yet of the nearest; with fewer than ABOVE the list begins. What is not in it has no row.
    """

    total: int = 0
    late: int = 0
    groups: dict[str, int] = field(default_factory=dict)
    stands: dict[uuid.UUID, list[str | int]] = field(default_factory=dict)


def read_standing(
    viewer: Viewer, filters: Filters, directory: Directory, ids: Sequence[uuid.UUID], *, now: datetime, place: Place
) -> Standing:
    """Return the counts of a list and its groups, and where these tasks stand in it, in two statements."""
    groups = groups_for(viewer, filters.group, directory, place.project_id)
    query = Query.of(viewer, filters, groups, now=now, place=place)
    known, found = {group.key for group in groups}, Standing()
    for name, rows, total, late, *_ in driver().execute(query.counting(by_group=True), query.parameters):
        key = name if name in known else "none"
        found.total, found.late = found.total + total, found.late + late
        found.groups[key] = found.groups.get(key, 0) + rows
    query.parameters["changed"] = list(ids)
    for name, id, spot, above in driver().execute(standing(query, is_flat=len(groups) == 1), query.parameters):
        found.stands[id] = [name if name in known else "none", spot, *reversed(above or [])]
    return found


def standing(query: Query, *, is_flat: bool) -> str:
    """Return the statement that finds the changed tasks and what stands above each of them."""
    order = query.order.sql()
    ranked = (
        f"select t.id, p.key || '-' || t.number as ref, {query.key} as name, row_number() over"
        f" (partition by {query.key} order by {order}) as place {FROM} where {' and '.join([*query.where, query.top])}"
    )
    if is_flat:
        ranked = ranked.replace(f"partition by {query.key} ", "") + f" order by {order} limit {FURTHEST}"
    above = f"order by r.place rows between {ABOVE} preceding and 1 preceding"
    return (
        f"{query.search}select s.name, s.id, s.place, s.above from"  # noqa: S608 - ours
        f" (select r.*, array_agg(r.ref) over (partition by r.name {above}) as above from ({ranked}) r) s"
        " where s.id = any(%(changed)s) order by s.name, s.place"
    )
