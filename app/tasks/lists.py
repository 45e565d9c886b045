"""A rendered list: read, rendered and kept by version, so that what has not changed is not rendered again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import current_app, g, render_template
from markupsafe import Markup

from app.projects.sidebar import Listed
from app.tasks.filters import Filters
from app.tasks.listing import Listing, read_listing
from app.web.cache import cached
from app.web.clock import now
from app.workspaces.directory import Directory, read_directory
from app.workspaces.policy import can
from app.workspaces.viewer import Viewer


def render_list(viewer: Viewer, filters: Filters, project: Listed | None, *, fresh: bool = False) -> Markup:
    """Return the `#list` region of a project, or of the whole workspace; `fresh` after a change in this request."""
    filters = with_default_group(viewer, filters, project, fresh)
    ends: list[datetime | None] = []

    def make() -> str:
        directory = read_directory(viewer, fresh=fresh)
        listing = read_listing(viewer, filters, directory, now=now(), project_id=project.id if project else None)
        ends.append(listing.true_until)
        return render_template("tasks/_list.html", **list_context(viewer, filters, project, directory, listing))

    if fresh:
        return Markup(make())  # noqa: S704 - rendered by our own template
    text, g.true_until = cached(list_key(viewer, filters, project), make, until=lambda: ends[0])
    return Markup(text)  # noqa: S704 - rendered by our own template


def with_default_group(viewer: Viewer, filters: Filters, project: Listed | None, fresh: bool) -> Filters:
    """Show a project that has sections by section until told otherwise."""
    if project is not None and not filters.group and filters.sort == "order" and not filters.narrows:
        sections = read_directory(viewer, fresh=fresh).sections.values()
        if any(section.project_id == project.id for section in sections):
            return replace(filters, group="section")
    return replace(filters, group="") if project is None and filters.group == "section" else filters


def list_key(viewer: Viewer, filters: Filters, project: Listed | None) -> tuple[Any, ...]:
    """Return everything a rendered list depends on; the viewer only where an Inbox or `me` is in it."""
    personal = viewer.member_id if project is None or project.is_inbox or "me" in filters.assignees else None
    return (
        "list",
        viewer.workspace_id,
        viewer.version,
        project.id if project else None,
        filters,
        personal,
        can(viewer, "task.create"),
        viewer.zone.key,
        viewer.today(now()),
        viewer.account.language,
        current_app.config["BUILD"],
    )


def list_context(
    viewer: Viewer, filters: Filters, project: Listed | None, directory: Directory, listing: Listing
) -> dict[str, Any]:
    is_inbox = project is not None and project.is_inbox
    return {
        "listing": listing,
        "filters": filters,
        "directory": directory,
        "project": project,
        "base": viewer.base,
        "path": f"{viewer.base}/projects/{project.key}" if project else f"{viewer.base}/tasks",
        "show_project": project is None,
        "empty_title": "Nothing here yet" if project else "No open tasks",
        "empty_text": "What comes to mind lands here. Write it above; sort it later."
        if is_inbox
        else "Write the first task above, or paste a list: one line each, indented lines become subtasks."
        if project
        else "Everything is done, or nothing has been written down yet.",
    }
