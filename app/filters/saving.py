"""Saving a filter under a name, changing and deleting it; a private one is nobody else's, not even in the history."""

from __future__ import annotations

import re
import secrets
import unicodedata
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from sqlalchemy import String, cast, func, or_, select

from app.activity.record import record
from app.database import new_id
from app.errors import Invalid, NotFound
from app.extensions import db
from app.filters.models import SavedFilter
from app.projects.models import Project
from app.projects.visibility import visible_to
from app.texts import read_name
from app.translation.speaking import _
from app.workspaces.policy import can, require
from app.workspaces.viewer import Viewer

NAME_LIMIT = 80
SLUG_LIMIT = 48
QUERY_LIMIT = 4_000
MOST = 100
"""The filters of one person; all that are seen stand in the sidebar."""


def get_filter(viewer: Viewer, slug: str, *, to: str, lock: bool = False) -> SavedFilter:
    """Return the filter that the viewer may do `to`; one that is private to somebody else is NotFound."""
    query = select(SavedFilter).where(
        SavedFilter.workspace_id == viewer.workspace_id,
        SavedFilter.slug == slug,
        or_(SavedFilter.is_shared, SavedFilter.owner_id == viewer.member_id),
    )
    found = db.session.scalar(query.with_for_update() if lock else query)
    if found is None:
        raise NotFound
    require(viewer, to, found)
    return found


def create_filter(name: str, query: str, *, is_shared: bool, by: Viewer) -> SavedFilter:
    """Save these conditions under a name."""
    mine = select(func.count()).where(SavedFilter.workspace_id == by.workspace_id, SavedFilter.owner_id == by.member_id)
    if (db.session.scalar(mine) or 0) >= MOST:
        raise Invalid({"name": [_("You have {most} filters. Delete one you no longer use.", most=MOST)]})
    clean = read_filter_name(name)
    if is_shared:
        require_shareable(query, by)
    made = SavedFilter(
        id=new_id(),
        workspace_id=by.workspace_id,
        owner_id=by.member_id,
        name=clean,
        slug=free_slug(by, clean),
        query=read_conditions(query),
        is_shared=is_shared,
    )
    db.session.add(made)
    record("filter.saved", made, by=by)
    return made


def change_filter(
    saved: SavedFilter, *, by: Viewer, name: str | None = None, query: str | None = None, is_shared: bool | None = None
) -> None:
    """Change what is given; the address stays, so that links keep leading here."""
    if name is not None:
        saved.name = read_filter_name(name)
    if query is not None:
        saved.query = read_conditions(query)
    if is_shared is not None:
        saved.is_shared = is_shared
    if saved.is_shared and (query, is_shared) != (None, None):
        require_shareable(saved.query, by)
    if db.session.is_modified(saved):
        record("filter.changed", saved, by=by)


def delete_filter(saved: SavedFilter, *, by: Viewer) -> None:
    kept = {name: getattr(saved, name) for name in ("name", "slug", "query", "owner_id", "is_shared")}
    record("filter.deleted", saved, by=by, before=kept)
    db.session.delete(saved)


def bring_back_filter(id: uuid.UUID, former: Mapping[str, Any], *, by: Viewer) -> SavedFilter:
    """Make a deleted filter again as an event says it was, under its address if that is still free."""
    taken = db.session.scalar(select(SavedFilter.id).where(SavedFilter.slug == former["slug"]))
    made = SavedFilter(
        id=id,
        workspace_id=by.workspace_id,
        owner_id=uuid.UUID(former["owner_id"]),
        name=former["name"],
        slug=free_slug(by, former["name"]) if taken else former["slug"],
        query=former["query"],
        is_shared=former["is_shared"] and can(by, "filter.share"),
    )
    db.session.add(made)
    record("filter.saved", made, by=by)
    return made


def require_shareable(query: str, by: Viewer) -> None:
    """Raise Forbidden for who may share nothing, and Invalid for a filter of an Inbox, which others cannot see."""
    require(by, "filter.share")
    project = find_project(by, query)
    if project is not None and project.is_inbox:
        raise Invalid({"shared": ["Your Inbox is only yours, so this filter stays private."]})


def find_project(viewer: Viewer, query: str) -> Project | None:
    """Return the project whose tasks alone are meant, be it in the trash, if it is still there for the viewer."""
    named = named_project(query)
    by_id = cast(Project.id, String) == named.lower()
    mine = select(Project).where(Project.workspace_id == viewer.workspace_id, visible_to(viewer))
    found: Project | None = db.session.scalar(mine.where(or_(by_id, Project.key == named))) if named else None
    return found


def named_project(query: str) -> str:
    """Return the id of the project that the conditions name, or its key where they are kept since before ids were."""
    return dict(parse_qsl(query)).get("project", "")


def read_conditions(query: str) -> str:
    if len(query) > QUERY_LIMIT:
        raise Invalid({"name": ["These are more conditions than a filter can keep. Take some away."]})
    return query


def read_filter_name(text: str) -> str:
    return read_name(text, NAME_LIMIT, missing="Give the filter a name.")


def free_slug(viewer: Viewer, name: str) -> str:
    """Return a slug for this name that no filter of the workspace has."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_LIMIT].strip("-") or "filter"
    taken = select(SavedFilter.id).where(SavedFilter.workspace_id == viewer.workspace_id)
    slug = base
    while db.session.scalar(taken.where(SavedFilter.slug == slug)):
        slug = f"{base}-{secrets.token_hex(2)}"
    return slug
