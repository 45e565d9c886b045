"""What the palette offers besides tasks: places to go to and things to do, as the viewer's role allows."""

from __future__ import annotations

from typing import NamedTuple

from app.projects.company import list_company, list_label_names
from app.projects.sidebar import Sidebar
from app.translation.speaking import _
from app.workspaces.policy import can
from app.workspaces.viewer import Viewer


class Entry(NamedTuple):
    """A place or a page: where it is, its words, its icon or hue, what kind it is, and the key that leads there."""

    path: str
    text: str
    kind: str
    icon: str = ""
    hue: str = ""
    initials: str = ""
    key: str = ""


def list_places(viewer: Viewer, sidebar: Sidebar) -> list[Entry]:
    """Return every page one can go to: the workspace's own, projects, filters, people, labels, settings, workspaces."""
    base = viewer.base
    inbox = [Entry(sidebar.inbox.url, _("Inbox"), "place", "inbox", key="g i")] if sidebar.inbox else []
    own = [
        Entry(f"{base}/today", _("Today"), "place", "sun", key="g t"),
        Entry(f"{base}/upcoming", _("Upcoming"), "place", "calendar", key="g u"),
        Entry(f"{base}/my-work", _("My work"), "place", "user", key="g m"),
        Entry(f"{base}/tasks", _("All tasks"), "place", "list-checks", key="g a"),
        Entry(f"{base}/overview", _("Overview"), "place", "chart-no-axes-column", key="g o"),
        Entry(f"{base}/updates", _("Updates"), "place", "bell", key="g n"),
        Entry(f"{base}/projects", _("Projects"), "place", "layers", key="g p"),
        Entry(f"{base}/history", _("History"), "place", "history", key="g h"),
    ]
    filters = [Entry(one.url, one.name, "filter", "list-filter") for one in sidebar.filters]
    projects = [Entry(one.url, one.name, "project", hue=one.hue) for one in sidebar.projects]
    people = [
        Entry(f"{base}/tasks?assignee={one.id}", one.name, "person", hue=one.hue, initials=one.initials)
        for one in sorted(list_company(viewer), key=lambda person: person.name.casefold())
    ]
    labels = [
        Entry(f"{base}/tasks?label={one.name}", one.name, "label", hue=one.hue) for one in list_label_names(viewer)
    ]
    settings = [
        Entry(f"{base}/{path}", _(text), "setting", icon)
        for path, text, icon, action in SETTINGS
        if can(viewer, action)
    ]
    others = [
        Entry(f"/{one.slug}/", one.name, "workspace", "folder") for one in sidebar.workspaces if one.slug != viewer.slug
    ]
    return [*inbox, *own, *projects, *filters, *people, *labels, *settings, *others]


SETTINGS = (
    ("trash", "Trash", "trash-2", "task.trash"),
    ("settings/profile", "Profile settings", "user", "own.settings"),
    ("settings/password", "Password and security", "key-round", "own.settings"),
    ("settings/notifications", "Notification settings", "bell", "own.settings"),
    ("settings/members", "Members and invitations", "users", "member.view"),
    ("settings/workspace", "Workspace settings", "settings", "workspace.edit"),
    ("settings/labels", "Edit labels", "tag", "label.edit"),
    ("keyboard", "Keyboard", "keyboard", "workspace.view"),
)
KINDS = {
    "place": "",
    "project": "Project",
    "filter": "Filter",
    "person": "Tasks",
    "label": "Label",
    "setting": "",
    "workspace": "Workspace",
}
