"""The page that is open where a change comes from, as htmx names it, and what stands around its content."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from app.errors import DomainError
from app.projects.sidebar import find_listed, read_sidebar
from app.tasks.places import project_place
from app.tasks.queries import get_task
from app.tasks.refs import read_ref
from app.tasks.views import find_shown
from app.tasks.views.view import Shown
from app.web.given_addresses import split_address
from app.web.responses import piece
from app.workspaces.viewer import Viewer


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A place in a view, a task, or both side by side, or something else; `nav` is the marked entry of the sidebar."""

    viewer: Viewer
    shown: Shown | None = None
    task_id: uuid.UUID | None = None
    nav: str = ""

    def sidebar_piece(self) -> str:
        """Return the sidebar as it is now: its counts follow every change."""
        html = render_template("layouts/_sidebar.html", sidebar=read_sidebar(self.viewer), nav=self.nav)
        return piece("#sidebar", html)

    def open_count_piece(self, key: str) -> str:
        """Return the open count of the project with this key, as the sidebar shows it now."""
        project = find_listed(self.viewer, key)
        return piece(f"#open-{key}", render_template("layouts/_open_count.html", project=project)) if project else ""


def open_page(viewer: Viewer) -> OpenPage:
    """Return the page in `HX-Current-URL`, as far as it is one of ours and the viewer may see it."""
    url = split_address(request.headers.get("HX-Current-URL"))
    parts = url.path.removeprefix(f"{viewer.base}/").split("/")
    try:
        if shown := shown_at(viewer, url):
            return OpenPage(viewer, shown, find_beside(viewer, url.query), nav=shown.place.nav)
        if parts[0] == "tasks" and len(parts) == 2 and (ref := read_ref(parts[1])):
            task = get_task(viewer, ref, to="task.view", trashed=True)
            return OpenPage(viewer, task_id=task.id, nav=project_place(viewer, task.project).nav)
    except DomainError:
        return OpenPage(viewer)
    return OpenPage(viewer)


def shown_at(viewer: Viewer, url: SplitResult) -> Shown | None:
    """Return the place and view at an address; NotFound where the place is gone, or not the viewer's."""
    parts = url.path.removeprefix(f"{viewer.base}/").split("/")
    return find_shown(viewer, parts, MultiDict(parse_qsl(url.query)))


def find_beside(viewer: Viewer, query: str) -> uuid.UUID | None:
    """Return the task in the panel beside a place, which `open` names."""
    ref = read_ref(dict(parse_qsl(query)).get("open", ""))
    try:
        return get_task(viewer, ref, to="task.view", trashed=True).id if ref else None
    except DomainError:
        return None


def is_place_open(viewer: Viewer) -> bool:
    return open_page(viewer).shown is not None
