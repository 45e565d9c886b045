"""Whom and what a filter names, by id: as the one who asks sees and calls them; unknown names are nobody's."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable

from app.filtering.asking import leaves
from app.filtering.days import EXPECTED
from app.filtering.fields import FIELDS
from app.filtering.tree import Condition, Named, Node
from app.projects.sidebar import read_sidebar
from app.workspaces.directory import Directory, read_directory
from app.workspaces.viewer import Viewer


def find_named(viewer: Viewer, field: str, name: str) -> list[uuid.UUID]:
    """Return the ids of everything that the field calls so; large and small letters are the same."""
    return NAMED[field](viewer, name.casefold().strip())


def find_people(viewer: Viewer, name: str) -> list[uuid.UUID]:
    """Return those whose name it is, or else those one of whose names it is; an id stands for that person alone."""
    people = read_directory(viewer).people.values()
    whole = [one.id for one in people if name in (one.name.casefold(), str(one.id))]
    return whole or [one.id for one in people if name in one.name.casefold().split()]


def find_labels(viewer: Viewer, name: str) -> list[uuid.UUID]:
    return matching(name, ((one.id, one.name) for one in read_directory(viewer).labels.values()))


def find_sections(viewer: Viewer, name: str) -> list[uuid.UUID]:
    return matching(name, ((one.id, one.name) for one in read_directory(viewer).sections.values()))


def find_projects(viewer: Viewer, name: str) -> list[uuid.UUID]:
    """Return the projects of this name or key; the Inbox of somebody else is nobody's to find."""
    sidebar = read_sidebar(viewer)
    listed = [one for one in (sidebar.inbox, *sidebar.projects) if one]
    return [one.id for one in listed if name in (one.name.casefold(), one.key.casefold())]


def unknown_names(viewer: Viewer, tree: Node | None) -> list[str]:
    """Return in sentences which names of a filter nobody and nothing has that the viewer sees."""
    conditions = [leaf for leaf in leaves(tree) if isinstance(leaf, Condition) and leaf.field in NAMED]
    named = dict.fromkeys(
        (one.field, value.name) for one in conditions for value in one.values if isinstance(value, Named)
    )
    return [UNKNOWN[field].format(name) for field, name in named if not find_named(viewer, field, name)]


def offered_names(viewer: Viewer, field: str) -> list[str]:
    """Return what may be typed for a field, as suggestions."""
    directory = read_directory(viewer)
    if field == "project":
        return [one.name for one in read_sidebar(viewer).projects]
    if field == "label":
        return sorted((one.name for one in directory.labels.values()), key=str.casefold)
    if field == "section":
        return sorted({one.name for one in directory.sections.values()}, key=str.casefold)
    if FIELDS[field].kind == "person" if field in FIELDS else False:
        return ["me", *sorted((one.name for one in directory.people.values() if not one.is_gone), key=str.casefold)]
    return list(EXPECTED) if field in FIELDS and FIELDS[field].kind == "day" else []


def matching(name: str, named: Iterable[tuple[uuid.UUID, str]]) -> list[uuid.UUID]:
    return [id for id, other in named if other.casefold() == name]


UNKNOWN = {
    "assignee": "Nobody here is called “{}”.",
    "creator": "Nobody here is called “{}”.",
    "label": "There is no label “{}”.",
    "section": "There is no section “{}”.",
    "project": "There is no project “{}” at work.",
}
NAMED: dict[str, Callable[[Viewer, str], list[uuid.UUID]]] = {
    "assignee": find_people,
    "creator": find_people,
    "label": find_labels,
    "section": find_sections,
    "project": find_projects,
}


def person_called(directory: Directory, id: uuid.UUID) -> str:
    """Return what a filter calls this person: their name, or their id where another is called the same."""
    person = directory.people.get(id)
    if person is None:
        return str(id)
    namesakes = [one for one in directory.people.values() if one.name.casefold() == person.name.casefold()]
    return person.name if len(namesakes) == 1 else str(id)
