"""The occurrences of a task that repeats: how often it was done, and which one is open now."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from app.extensions import driver
from app.projects.visibility import seen
from app.tasks.models import Task
from app.workspaces.viewer import Viewer

SHOWN = 20
SERIES = f"""
select t.id, p.key || '-' || t.number, t.completed_at, t.completed_by,
       count(*) filter (where t.status = 'completed') over ()
  from tasks t join projects p on p.workspace_id = %(workspace)s and p.id = t.project_id
 where t.workspace_id = %(workspace)s and t.series_id = %(series)s and t.trashed_at is null
   and {seen()}
   and (t.status = 'completed' or (t.status in ('pending', 'in_progress') and t.repeat is not null))
 order by t.completed_at desc nulls first, t.id desc limit %(most)s"""  # noqa: S608 - ours


class Done(NamedTuple):
    """One occurrence that was completed."""

    ref: str
    at: datetime
    by: uuid.UUID | None


@dataclass(slots=True)
class Series:
    """The last completions, newest first, and how many there are; `open_ref` is the one to do, if it is another."""

    times: int = 0
    done: list[Done] = field(default_factory=list)
    open_ref: str = ""


def read_series(viewer: Viewer, task: Task) -> Series | None:
    """Return the series of a task as far as the viewer may see it, in one statement; None if it has none."""
    if task.series_id is None:
        return None
    series = Series()
    values = {"workspace": viewer.workspace_id, "me": viewer.member_id, "series": task.series_id, "most": SHOWN + 1}
    for id, ref, at, by, times in driver().execute(SERIES, values):
        series.times = times
        if at is not None:
            series.done.append(Done(ref, at, by))
        elif id != task.id:
            series.open_ref = ref
    return series if series.done or series.open_ref else None
