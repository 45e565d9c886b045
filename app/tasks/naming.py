"""Whom and what a filter names: as the one who asks sees and calls them; unknown names are nobody's."""

from __future__ import annotations

import uuid
from typing import NamedTuple

from app.extensions import driver
from app.filtering.asking import leaves, renamed
from app.filtering.days import EXPECTED
from app.filtering.fields import FIELDS
from app.filtering.tree import Condition, Named, Node
from app.once import once
from app.projects.company import list_company, list_label_names
from app.projects.visibility import seen
from app.texts import read_uuid
from app.translation.speaking import _, later
from app.workspaces.directory import read_directory
from app.workspaces.viewer import Viewer

PROJECTS = f"""select id, name, key, archived_at is not null from projects p
 where workspace_id = %(workspace)s and trashed_at is null and {seen("p")}"""  # noqa: S608 - ours
UNKNOWN = {
    "assignee": "Nobody here is called “{name}”.",
    "creator": "Nobody here is called “{name}”.",
    "label": "There is no label “{name}”.",
    "section": "There is no section “{name}”.",
    "project": "There is no project “{name}”.",
}

HIDDEN = {"person": later("someone"), "name": later("something")}
OUT_OF_SIGHT = {
    "person": "It names someone who is not here, or whom you cannot see.",
    "name": "It names something that is gone, or that you cannot see.",
}


class Thing(NamedTuple):
    """What a field can name: by its name, its id, or a project's key."""

    id: uuid.UUID
    name: str
    key: str = ""
    is_gone: bool = False


def things(viewer: Viewer, field: str) -> list[Thing]:
    """Return everything the field can name that the viewer sees; the Inbox of somebody else is nobody's to find."""
    directory = read_directory(viewer)
    if field == "label":
        return [Thing(one.id, one.name) for one in list_label_names(viewer, directory)]
    if field == "project":
        return read_projects(viewer)
    if field == "section":
        seen_ids = {project.id for project in read_projects(viewer)}
        return [Thing(one.id, one.name) for one in directory.sections.values() if one.project_id in seen_ids]
    return [Thing(one.id, one.name, is_gone=one.is_gone) for one in list_company(viewer, gone=True)]


def read_projects(viewer: Viewer) -> list[Thing]:
    """Return the projects the viewer sees, archived ones too, read once and only where one is asked for."""

    def read() -> list[Thing]:
        values = {"workspace": viewer.workspace_id, "me": viewer.member_id}
        return [Thing(*columns) for columns in driver().execute(PROJECTS, values)]

    return once(("named projects", viewer.member_id), read)


def find_named(viewer: Viewer, field: str, name: str) -> list[uuid.UUID]:
    """Return the ids of all that are called so, small or large; people also by one of their names."""
    known, name = things(viewer, field), name.casefold().strip()
    whole = [one.id for one in known if name in (one.name.casefold(), one.key.casefold(), str(one.id))]
    if whole or FIELDS[field].kind != "person":
        return whole
    return [one.id for one in known if name in one.name.casefold().split()]


def keep_names(viewer: Viewer, tree: Node | None) -> Node | None:
    """Return a filter to be kept: what is called so by one alone stands by its id, and can take another name."""

    def kept(field: str, name: str) -> str:
        found = find_named(viewer, field, name) if field in UNKNOWN else []
        return str(found[0]) if len(found) == 1 else name

    return renamed(tree, kept)


def spell_names(viewer: Viewer, tree: Node | None) -> Node | None:
    """Return a filter as people read it: ids are the names of today, where nothing else is called so.

    The id of what has gone, or is hidden from the viewer, finds nothing, and reads as a word that finds nothing either.
    """

    def spelled(field: str, name: str) -> str:
        if field not in UNKNOWN or read_uuid(name) is None:
            return name
        called = next((one.name for one in things(viewer, field) if str(one.id) == name), None)
        if called is None:
            hidden = _(HIDDEN[FIELDS[field].kind])
            return name if find_named(viewer, field, hidden) else hidden
        return called if len(find_named(viewer, field, called)) == 1 else name

    return renamed(tree, spelled)


def unknown_names(viewer: Viewer, tree: Node | None) -> list[str]:
    """Return in sentences which names of a filter nobody and nothing has that the viewer sees."""
    conditions = [leaf for leaf in leaves(tree) if isinstance(leaf, Condition) and leaf.field in UNKNOWN]
    named = [(one.field, value.name) for one in conditions for value in one.values if isinstance(value, Named)]
    return [tell_unknown(field, name) for field, name in dict.fromkeys(named) if not find_named(viewer, field, name)]


def tell_unknown(field: str, name: str) -> str:
    kind = FIELDS[field].kind
    return _(OUT_OF_SIGHT[kind] if name == _(HIDDEN[kind]) else UNKNOWN[field], name=name)


def offered_names(viewer: Viewer, field: str) -> list[str]:
    """Return what may be typed for a field, as suggestions."""
    kind = FIELDS[field].kind if field in FIELDS else "word"
    if kind == "day":
        return list(EXPECTED)
    if kind == "word":
        return []
    return ["me", *names_of(viewer, field)] if kind == "person" else names_of(viewer, field)


def names_of(viewer: Viewer, field: str) -> list[str]:
    """Return the names a field can name that are still there, in order."""
    return sorted({one.name for one in things(viewer, field) if not one.is_gone}, key=str.casefold)
