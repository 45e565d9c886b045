"""What stands beside every page: the viewer's projects with their open counts, and their workspaces."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import g
from sqlalchemy import text

from app.extensions import db
from app.workspaces.viewer import Viewer

PROJECTS = text("""
select id, key, name, hue, open_count, inbox_of is not null
  from projects
 where workspace_id = :workspace_id and trashed_at is null and archived_at is null
   and (inbox_of is null or inbox_of = :member_id)
 order by order_key""")

WORKSPACES = text("""
select w.name, w.slug from memberships m join workspaces w on w.id = m.workspace_id
 where m.user_id = :user_id and m.removed_at is null order by w.name, w.slug""")


@dataclass(frozen=True, slots=True)
class SidebarProject:
    id: uuid.UUID
    key: str
    name: str
    hue: str
    open_count: int
    is_inbox: bool
    url: str


@dataclass(frozen=True, slots=True)
class SidebarWorkspace:
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Sidebar:
    projects: list[SidebarProject]
    inbox: SidebarProject | None
    workspaces: list[SidebarWorkspace]


def read_sidebar(viewer: Viewer) -> Sidebar:
    """Return the viewer's sidebar, read once per request; the Inbox stands apart from the other projects."""
    if "sidebar" not in g:
        rows = db.session.execute(PROJECTS, {"workspace_id": viewer.workspace_id, "member_id": viewer.member_id})
        projects = [
            SidebarProject(id, key, name, hue, count, inbox, f"{viewer.base}/projects/{key}")
            for id, key, name, hue, count, inbox in rows
        ]
        workspaces = db.session.execute(WORKSPACES, {"user_id": viewer.user_id})
        g.sidebar = Sidebar(
            [one for one in projects if not one.is_inbox],
            next((one for one in projects if one.is_inbox), None),
            [SidebarWorkspace(*row) for row in workspaces],
        )
    sidebar: Sidebar = g.sidebar
    return sidebar
