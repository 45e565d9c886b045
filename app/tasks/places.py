"""What is listed, whichever view shows it: a project, everything, one's own work, a saved filter; found by its URL."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from app.errors import NotFound
from app.filtering.asking import is_personal
from app.filters.models import SavedFilter
from app.filters.saving import find_project, get_filter, named_project
from app.projects.sidebar import Listed, find_listed, read_sidebar
from app.tasks.filters import Filters
from app.tasks.queries import get_project
from app.translation.speaking import _
from app.workspaces.viewer import Viewer

RULES = ("projects/<key>", "tasks", "my-work", "filters/<slug>")
"""The paths of all places behind `/<workspace>/`; each view has its own address below each of them."""
NOWHERE = uuid.UUID(int=0)
"""No project has this id."""


@dataclass(frozen=True, slots=True)
class Place:
    """A set of tasks with an address of its own.

    `path` is that address, `nav` the entry of the sidebar that is marked. `is_mine` keeps the tasks of others out,
    whatever the filters of the URL say; `is_lost` lists nothing, since it is of a project that is gone or hidden from
    the viewer. `group` and `sort` say how it is shown until told otherwise.
    """

    kind: str
    path: str
    title: str
    nav: str
    project: Listed | None = None
    is_mine: bool = False
    is_lost: bool = False
    group: str = ""
    sort: str = "order"
    saved: SavedFilter | None = None

    @property
    def project_id(self) -> uuid.UUID | None:
        return self.project.id if self.project else None

    @property
    def within(self) -> uuid.UUID | None:
        """The project whose tasks alone are listed, None for those of all."""
        return NOWHERE if self.is_lost else self.project_id

    @property
    def key(self) -> str:
        """What names this place for good, whatever becomes of its address."""
        if self.saved:
            return f"filter:{self.saved.id}"
        return f"project:{self.project.id}" if self.project else self.kind

    def is_personal(self, filters: Filters) -> bool:
        """Whether two people who may see the same projects see different tasks here."""
        in_own_inbox = self.project is None or self.project.is_inbox
        return self.is_mine or in_own_inbox or is_personal(filters.tree)


def find_place(viewer: Viewer, parts: Sequence[str]) -> tuple[Place, list[str]] | None:
    """Return the place that a path leads to, and what follows it; None where the path names no place at all.

    `parts` are the segments behind the workspace's. A project that is not there, or not the viewer's, is NotFound.
    """
    match parts:
        case ["projects", key, *rest]:
            return project_place(viewer, find_listed(viewer, key) or get_project(viewer, key, to="project.view")), rest
        case ["tasks", *rest]:
            return everywhere(viewer), rest
        case ["my-work", *rest]:
            return my_work(viewer), rest
        case ["filters", slug, *rest]:
            return saved_place(viewer, get_filter(viewer, slug, to="filter.view")), rest
    return None


def get_place(viewer: Viewer, parts: Sequence[str]) -> tuple[Place, list[str]]:
    """Return what `find_place` finds, or raise NotFound."""
    if found := find_place(viewer, parts):
        return found
    raise NotFound


def everywhere(viewer: Viewer) -> Place:
    """Return the place of all tasks that the viewer may see."""
    return Place("everything", f"{viewer.base}/tasks", _("All tasks"), "tasks")


def my_work(viewer: Viewer) -> Place:
    """Return the place of what is assigned to the viewer, by its date."""
    return Place("mine", f"{viewer.base}/my-work", _("My work"), "my-work", is_mine=True, group="due", sort="due")


def saved_place(viewer: Viewer, saved: SavedFilter) -> Place:
    """Return the place of a saved filter: of one project, where it names one, or of all."""
    named = named_project(saved.query)
    sidebar = read_sidebar(viewer)
    near = [one for one in (sidebar.inbox, *sidebar.projects) if one and named in (str(one.id), one.key)]
    project = near[0] if near else find_project(viewer, saved.query)
    path = f"{viewer.base}/filters/{saved.slug}"
    is_lost = bool(named) and project is None
    return Place("saved", path, saved.name, f"filter:{saved.slug}", project, is_lost=is_lost, saved=saved)


def project_place(viewer: Viewer, project: Listed) -> Place:
    """Return the place of a project."""
    nav = "inbox" if project.is_inbox else f"project:{project.key}"
    return Place("project", f"{viewer.base}/projects/{project.key}", project.name, nav, project)
