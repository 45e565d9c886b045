"""The page that is open where a change comes from, as htmx names it, and the counts around its content."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import g, render_template, request
from werkzeug.datastructures import MultiDict

from app.errors import DomainError
from app.projects.models import Project
from app.projects.sidebar import find_listed, read_sidebar
from app.tasks.filters import Filters, read_filters
from app.tasks.listing import read_counts
from app.tasks.queries import get_project, get_task
from app.tasks.refs import read_ref
from app.web.clock import now
from app.web.given_addresses import split_address
from app.web.responses import piece
from app.workspaces.viewer import Viewer


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A list (with its filters; of one project, or of everything), a task's page, or something else."""

    viewer: Viewer
    filters: Filters | None = None
    project: Project | None = None
    task_id: uuid.UUID | None = None

    @property
    def is_everywhere(self) -> bool:
        return self.filters is not None and self.project is None

    @property
    def nav(self) -> str:
        """The entry of the sidebar that is marked."""
        if self.project is None:
            return "tasks" if self.filters is not None else ""
        return "inbox" if self.project.is_inbox else f"project:{self.project.key}"

    def sidebar_piece(self) -> str:
        """Return the sidebar as it is now: its counts follow every change."""
        g.pop("sidebar", None)
        html = render_template("layouts/_sidebar.html", sidebar=read_sidebar(self.viewer), nav=self.nav)
        return piece("#sidebar", html)

    def open_count_piece(self, key: str) -> str:
        """Return the open count of the project with this key, as the sidebar shows it now."""
        g.pop("sidebar", None)
        project = find_listed(self.viewer, key)
        return piece(f"#open-{key}", render_template("layouts/_open_count.html", project=project)) if project else ""

    def count_pieces(self, key: str) -> str:
        """Return the counts that a change in this project makes stale: the sidebar's, and those of the open list."""
        if self.filters is None:
            return self.open_count_piece(key)
        project_id = self.project.id if self.project else None
        total, late = read_counts(self.viewer, self.filters, now=now(), project_id=project_id)
        html = render_template("tasks/_counts.html", filters=self.filters, total=total, late=late)
        return piece("#counts", html) + self.open_count_piece(key)


def open_page(viewer: Viewer) -> OpenPage:
    """Return the page in `HX-Current-URL`, as far as it is one of ours and the viewer may see it."""
    parts = split_address(request.headers.get("HX-Current-URL"))
    places = parts.path.removeprefix(f"{viewer.base}/").split("/")
    filters = read_filters(MultiDict(parse_qsl(parts.query)))
    try:
        if places == ["tasks"]:
            return OpenPage(viewer, filters)
        if places[0] == "projects" and len(places) == 2:
            return OpenPage(viewer, filters, get_project(viewer, places[1], to="project.view"))
        if places[0] == "tasks" and len(places) == 2 and (ref := read_ref(places[1])):
            task = get_task(viewer, ref, to="task.view", trashed=True)
            return OpenPage(viewer, project=task.project, task_id=task.id)
    except DomainError:
        return OpenPage(viewer)
    return OpenPage(viewer)


def is_list_open(viewer: Viewer) -> bool:
    return open_page(viewer).filters is not None
