"""Under which key a rendered region is kept: everything that it depends on."""

from __future__ import annotations

from typing import Any

from flask import current_app

from app.tasks.filters import Filters
from app.tasks.places import Place
from app.web.clock import now
from app.workspaces.models import Role
from app.workspaces.viewer import Viewer


def place_key(
    region: str, viewer: Viewer, place: Place, filters: Filters, *more: Any, version: int | None = None
) -> tuple[Any, ...]:
    """Return the key of a place in a view as of a version, the viewer's own until told otherwise.

    It is one's own where two people see different tasks, and a guest's always: lists name other people to each guest.
    """
    is_own = viewer.role == Role.GUEST or place.is_personal(filters)
    return (
        region,
        viewer.workspace_id,
        viewer.version if version is None else version,
        place.path,
        filters,
        viewer.member_id if is_own else None,
        *reading(viewer),
        *more,
    )


def own_key(region: str, viewer: Viewer, *more: Any) -> tuple[Any, ...]:
    """Return the key of a page of the viewer's own."""
    return (region, viewer.workspace_id, viewer.version, viewer.member_id, *reading(viewer), *more)


def reading(viewer: Viewer) -> tuple[Any, ...]:
    """Return what makes the same read otherwise: rights, days, language, and the code that renders it."""
    return (
        viewer.role,
        viewer.zone.key,
        viewer.sunday_first,
        viewer.today(now()),
        viewer.account.language,
        current_app.config["BUILD"],
    )
