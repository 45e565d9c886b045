"""What is listed, whichever view shows it: a project, everything, or one's own work; found from the parts of a URL."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from app.errors import NotFound
from app.projects.sidebar import Listed, find_listed
from app.tasks.filters import Filters
from app.tasks.queries import get_project
from app.workspaces.viewer import Viewer

RULES = ("projects/<key>", "tasks", "my-work")
"""The paths of all places behind `/<workspace>/`; each view has its own address below each of them."""


@dataclass(frozen=True, slots=True)
class Place:
    """A set of tasks with an address of its own.

    `path` is that address, `nav` the entry of the sidebar that is marked. `is_mine` keeps the tasks of others out,
    whatever the filters of the URL say; `group` and `sort` say how it is
    shown until told otherwise.
    """

    kind: str
    path: str
    title: str
    nav: str
    project: Listed | None = None
    is_mine: bool = False
    group: str = ""
    sort: str = "order"

    @property
    def project_id(self) -> uuid.UUID | None:
        return self.project.id if self.project else None

    @property
    def key(self) -> str:
        """What names this place for good, whatever becomes of its address."""
        return f"project:{self.project.id}" if self.kind == "project" and self.project else self.kind

    def is_personal(self, filters: Filters) -> bool:
        """Whether two people who may see the same projects see different tasks here."""
        in_own_inbox = self.project is None or self.project.is_inbox
        return self.is_mine or in_own_inbox or "me" in filters.assignees


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
    return None


def get_place(viewer: Viewer, parts: Sequence[str]) -> tuple[Place, list[str]]:
    """Return what `find_place` finds, or raise NotFound."""
    if found := find_place(viewer, parts):
        return found
    raise NotFound


def everywhere(viewer: Viewer) -> Place:
    """Return the place of all tasks that the viewer may see."""
    return Place("everything", f"{viewer.base}/tasks", "All tasks", "tasks")


def my_work(viewer: Viewer) -> Place:
    """Return the place of what is assigned to the viewer, by its date."""
    return Place("mine", f"{viewer.base}/my-work", "My work", "my-work", is_mine=True, group="due", sort="due")


def project_place(viewer: Viewer, project: Listed) -> Place:
    """Return the place of a project."""
    nav = "inbox" if project.is_inbox else f"project:{project.key}"
    return Place("project", f"{viewer.base}/projects/{project.key}", project.name, nav, project)
