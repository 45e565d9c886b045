"""What stands beside every page: the viewer's projects with their open counts, and their workspaces."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import g

from app.extensions import driver
from app.latest import Latest
from app.once import once
from app.projects.models import Project
from app.projects.visibility import seen
from app.translation.speaking import language
from app.workspaces.remembered import remembered_path
from app.workspaces.viewer import Viewer

EVERYTHING = f"""
select 'project', id, key, name, hue, open_count, inbox_of is not null, limits, order_key, is_private
  from projects p
 where workspace_id = %(workspace)s and trashed_at is null and archived_at is null
   and {seen("p")}
union all
select 'filter', id, slug, name, '', 0, is_shared, null, lower(name) collate "C", false
  from saved_filters where workspace_id = %(workspace)s and (is_shared or owner_id = %(me)s)
union all
select 'workspace', w.id, w.slug, w.name, '', 0, false, null, w.name collate "C", false
  from memberships m join workspaces w on w.id = m.workspace_id
 where m.user_id = %(user)s and m.removed_at is null and w.deleted_at is null
 order by 1, 9, 3"""  # noqa: S608 - ours


@dataclass(frozen=True, slots=True)
class SidebarProject:
    id: uuid.UUID
    key: str
    name: str
    hue: str
    open_count: int
    is_inbox: bool
    url: str
    limits: dict[str, int] | None = None
    is_private: bool = False
    archived_at: None = None


@dataclass(frozen=True, slots=True)
class SidebarFilter:
    name: str
    slug: str
    is_shared: bool
    url: str


@dataclass(frozen=True, slots=True)
class SidebarWorkspace:
    name: str
    slug: str


@dataclass(slots=True)
class Sidebar:
    projects: list[SidebarProject]
    inbox: SidebarProject | None
    workspaces: list[SidebarWorkspace]
    filters: list[SidebarFilter]
    my_work: str = ""
    everything: str = ""


kept = Latest[Sidebar](500)
Listed = Project | SidebarProject
"""A project as a page needs it: the whole row, or what the sidebar has read of it."""


def read_sidebar(viewer: Viewer) -> Sidebar:
    """Return the viewer's sidebar, read once; the Inbox stands apart from the other projects.

    A page, which changes nothing, takes it as a page of the same version has read it.
    """
    read = read_kept if g.get("only_reads") else read_anew
    return once(("sidebar", viewer.member_id), lambda: read(viewer))


def read_kept(viewer: Viewer) -> Sidebar:
    at = (viewer.workspace_id, viewer.version, viewer.member_id, viewer.role, viewer.settings_version, language())
    return kept.get(at, lambda: read_anew(viewer))


def read_anew(viewer: Viewer) -> Sidebar:
    sidebar = Sidebar(
        [],
        None,
        [],
        [],
        my_work=remembered_path(viewer, "mine", f"{viewer.base}/my-work"),
        everything=remembered_path(viewer, "everything", f"{viewer.base}/tasks"),
    )
    values = {"workspace": viewer.workspace_id, "me": viewer.member_id, "user": viewer.user_id}
    for kind, id, key, name, hue, count, is_inbox, limits, _, is_private in driver().execute(EVERYTHING, values):
        if kind == "workspace":
            sidebar.workspaces.append(SidebarWorkspace(name, key))
            continue
        if kind == "filter":
            url = remembered_path(viewer, f"filter:{id}", f"{viewer.base}/filters/{key}")
            sidebar.filters.append(SidebarFilter(name, key, is_inbox, url))
            continue
        url = remembered_path(viewer, f"project:{id}", f"{viewer.base}/projects/{key}")
        project = SidebarProject(id, key, name, hue, count, is_inbox, url, limits, is_private)
        if is_inbox:
            sidebar.inbox = project
        else:
            sidebar.projects.append(project)
    return sidebar


def find_listed(viewer: Viewer, key: str) -> SidebarProject | None:
    """Return a project of the sidebar by its key, without asking the database again."""
    sidebar = read_sidebar(viewer)
    return next((one for one in (sidebar.inbox, *sidebar.projects) if one and one.key == key.upper()), None)
