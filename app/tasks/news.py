"""What has become of some tasks on a page that is open: pieces, made once for all who may see and do the same."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta

from flask import current_app, render_template

from app.database import utcnow
from app.extensions import driver
from app.projects.sidebar import find_listed
from app.projects.visibility import seen
from app.tasks.refs import TaskRef, read_ref
from app.tasks.views.view import Shown
from app.web.cache import cached
from app.web.clock import now
from app.web.responses import piece
from app.workspaces.viewer import Viewer

MOST = 60
KEPT = timedelta(seconds=10)
FAMILIES = f"""
with named as (
  select t.id from unnest(%(keys)s::text[], %(numbers)s::int[]) n (key, number)
    join projects p on p.workspace_id = %(workspace)s and p.key = n.key
    join tasks t on t.workspace_id = %(workspace)s and t.project_id = p.id and t.number = n.number
   where {seen()})
select id from named
 union select c.id from tasks c
  where c.workspace_id = %(workspace)s and c.parent_id in (select id from named) and c.trashed_at is null"""  # noqa: S608 - ours


def read_only(text: str) -> list[TaskRef]:
    """Return the tasks that are named; the number 0 stands for those of a project that the page does not show."""
    return sorted({ref for name in text.split(",")[:MOST] if (ref := read_ref(name))})


def render_news(shown: Shown, refs: Sequence[TaskRef]) -> str:
    """Return the pieces of the view, and the open counts of the projects; for the same version they are made once."""
    viewer = shown.viewer
    tasks = [ref for ref in refs if ref.number]

    def make() -> str:
        return shown.view.news(shown, find_families(viewer, tasks))

    html = cached(news_key(shown, tasks), make, until=lambda: utcnow() + KEPT)[0] if tasks else ""
    return html + "".join(open_count(viewer, key) for key in sorted({ref.key for ref in refs}))


def news_key(shown: Shown, refs: Sequence[TaskRef]) -> tuple[object, ...]:
    """Return everything the pieces depend on; only in a project of all are they the same for two people."""
    viewer, place = shown.viewer, shown.place
    is_own = place.project is None or place.is_personal(shown.filters)
    return (
        "news",
        shown.view.name,
        viewer.workspace_id,
        viewer.version,
        place.path,
        shown.filters,
        viewer.member_id if is_own else None,
        viewer.role,
        viewer.zone.key,
        viewer.today(now()),
        viewer.account.language,
        current_app.config["BUILD"],
        *map(str, refs),
    )


def find_families(viewer: Viewer, refs: Sequence[TaskRef]) -> list[uuid.UUID]:
    """Return these tasks, as far as the viewer may see them, and their subtasks, whose rows tell of them."""
    values = {
        "workspace": viewer.workspace_id,
        "me": viewer.member_id,
        "keys": [ref.key for ref in refs],
        "numbers": [ref.number for ref in refs],
    }
    return [id for (id,) in driver().execute(FAMILIES, values)]


def open_count(viewer: Viewer, key: str) -> str:
    project = find_listed(viewer, key)
    return piece(f"#open-{key}", render_template("layouts/_open_count.html", project=project)) if project else ""
