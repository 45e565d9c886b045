"""A rendered list: read, rendered and kept by version, so that what has not changed is not rendered again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import g, render_template
from markupsafe import Markup

from app.tasks.filters import Filters
from app.tasks.keeping import place_key
from app.tasks.listing import Listing, read_listing
from app.tasks.places import Place
from app.web.cache import cached
from app.web.clock import now
from app.workspaces.directory import Directory, read_directory
from app.workspaces.policy import can
from app.workspaces.viewer import Viewer


def render_list(viewer: Viewer, place: Place, filters: Filters, *, fresh: bool = False) -> Markup:
    """Return the `#list` region of a place; `fresh` after a change in this request."""
    filters = with_default_group(viewer, place, filters, fresh=fresh)
    ends: list[datetime | None] = []

    def make() -> str:
        directory = read_directory(viewer, fresh=fresh)
        listing = read_listing(viewer, filters, directory, now=now(), place=place)
        ends.append(listing.true_until)
        return render_template("tasks/_list.html", **list_context(viewer, place, filters, directory, listing))

    if fresh:
        return Markup(make())  # noqa: S704 - rendered by our own template
    text, g.true_until = cached(place_key("list", viewer, place, filters), make, until=lambda: ends[0])
    return Markup(text)  # noqa: S704 - rendered by our own template


def with_default_group(viewer: Viewer, place: Place, filters: Filters, *, fresh: bool) -> Filters:
    """Group a place its own way, and a project that has sections by section, until told otherwise."""
    group = filters.group if filters.group != ("project" if place.project else "section") else ""
    if not group and filters.sort == "order" and not filters.narrows:
        sections = read_directory(viewer, fresh=fresh).sections.values() if place.project else ()
        if any(one.project_id == place.project_id for one in sections):
            return replace(filters, group="section")
        return replace(filters, group=place.group, sort=place.sort)
    return replace(filters, group=group)


def list_context(
    viewer: Viewer, place: Place, filters: Filters, directory: Directory, listing: Listing
) -> dict[str, Any]:
    return {
        "listing": listing,
        "filters": filters,
        "directory": directory,
        "place": place,
        "project": place.project,
        "base": viewer.base,
        "path": place.path,
        "show_project": place.project is None,
        "empty_title": TITLES.get(place.kind, "No open tasks"),
        "empty_text": empty_text(place) if can(viewer, "task.create") else "What is open stands here.",
    }


TITLES = {"project": "Nothing here yet", "mine": "Nothing to do"}


def empty_text(place: Place) -> str:
    """Return what is said where a place has no open task."""
    if place.project is None:
        return "Tasks that are assigned to you stand here." if place.is_mine else EVERYTHING_DONE
    if place.project.is_inbox:
        return "What comes to mind lands here. Write it above; sort it later."
    return "Write the first task above, or paste a list: one line each, indented lines become subtasks."


EVERYTHING_DONE = "Everything is done, or nothing has been written down yet."
