"""What has become of some tasks on a page that is open: pieces, made once for all who may see and do the same."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta

from flask import get_template_attribute

from app.database import utcnow
from app.extensions import driver
from app.projects.sidebar import find_listed
from app.projects.visibility import seen
from app.tasks.keeping import place_key
from app.tasks.refs import TaskRef, read_ref
from app.tasks.views.view import Shown
from app.web.cache import cached
from app.web.responses import piece
from app.workspaces.viewer import Viewer

MOST = 60
FURTHEST = 200
"""How many versions back it is looked what else has changed."""
KEPT = timedelta(seconds=5)
"""A page that changed something itself says for as long nothing of what it has heard (static/js/live.js)."""
FAMILIES = f"""
with named as (
  select t.id, t.project_id from unnest(%(keys)s::text[], %(numbers)s::int[]) n (key, number)
    join projects p on p.workspace_id = %(workspace)s and p.key = n.key
    join tasks t on t.workspace_id = %(workspace)s and t.project_id = p.id and t.number = n.number
   where {seen()})
select id from named
 union select c.id from tasks c
  where c.workspace_id = %(workspace)s and c.parent_id in (select id from named) and c.trashed_at is null
 union (select t.id from events e join tasks t on t.workspace_id = e.workspace_id and t.id = e.task_id
  where e.workspace_id = %(workspace)s and e.seq > %(heard)s and t.project_id in (select project_id from named)
  order by e.seq limit {MOST})"""  # noqa: S608 - ours


def read_only(text: str) -> list[TaskRef]:
    """Return the tasks that are named; the number 0 stands for those of a project that the page does not show."""
    return sorted({ref for name in text.split(",")[:MOST] if (ref := read_ref(name))})


def render_news(shown: Shown, refs: Sequence[TaskRef], *, is_all: bool = False, heard: int | None = None) -> str:
    """Return the pieces of the view, and the open counts of the projects.

    They are made once for all pages that have heard of the same version: what is newer than that will be told, and
    asked for, in its turn. A page that does not say what it has heard of gets what is there now.
    """
    viewer = shown.viewer
    tasks = [] if is_all else [ref for ref in refs if ref.number and is_near(shown, ref)]
    version = viewer.version if heard is None else min(heard, viewer.version)

    def make() -> str:
        return (
            shown.view.news(shown, find_families(viewer, tasks, heard=version)) if tasks else shown.view.current(shown)
        )

    names = map(str, tasks)
    key = place_key("news", viewer, shown.place, shown.filters, shown.view.name, *names, version=version)
    html = cached(key, make, until=lambda: utcnow() + KEPT)[0] if tasks or is_all else ""
    return html + open_counts(viewer, {ref.key for ref in refs})


def is_near(shown: Shown, ref: TaskRef) -> bool:
    """Say whether the place may list the task."""
    return shown.place.project is None or shown.place.project.key == ref.key


def find_families(viewer: Viewer, refs: Sequence[TaskRef], *, heard: int) -> list[uuid.UUID]:
    """Return these tasks, as far as the viewer may see them, and their subtasks, whose rows tell of them.

    With them come those beside them that have changed since the version that was heard of: they may stand above.
    """
    values = {
        "workspace": viewer.workspace_id,
        "me": viewer.member_id,
        "heard": max(heard, viewer.version - FURTHEST),
        "keys": [ref.key for ref in refs],
        "numbers": [ref.number for ref in refs],
    }
    return [id for (id,) in driver().execute(FAMILIES, values)]


def open_counts(viewer: Viewer, keys: set[str]) -> str:
    """Return the pieces of the open counts of these projects, without a template's rounds for each."""
    show = get_template_attribute("components/open_count.html", "open_count")
    listed = (find_listed(viewer, key) for key in sorted(keys))
    return "".join(piece(f"#open-{project.key}", show(project)) for project in listed if project)
