"""Names for ids: the people, labels and sections of a workspace, kept per process for a version and a language."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from urllib.parse import quote

from sqlalchemy import text

from app.accounts.names import shown_name
from app.activity.transaction import raised_by_tasks
from app.extensions import db
from app.hues import hue_for
from app.latest import Latest
from app.once import once
from app.translation.speaking import language
from app.workspaces.models import initials_of
from app.workspaces.viewer import Viewer

ROWS = text("""
select 'person', m.id, m.user_id, u.name, m.role, m.removed_at is not null, ''
  from memberships m join users u on u.id = m.user_id where m.workspace_id = :workspace
union all
select 'label', l.id, null, l.name, l.hue, false, '' from labels l where l.workspace_id = :workspace
union all
select 'section', s.id, s.project_id, s.name, '', false, s.order_key
  from sections s where s.workspace_id = :workspace""")


@dataclass(frozen=True, slots=True)
class Person:
    id: uuid.UUID
    name: str
    initials: str
    hue: str
    role: str
    is_gone: bool


NOBODY = Person(uuid.UUID(int=0), "Primo", "P", "slate", "", True)
"""Who does what no member does."""


@dataclass(frozen=True, slots=True)
class LabelName:
    id: uuid.UUID
    name: str
    hue: str
    query: str
    """The name as it stands in an address."""


@dataclass(frozen=True, slots=True)
class SectionName:
    id: uuid.UUID
    project_id: uuid.UUID
    name: str
    order_key: str


@dataclass(frozen=True, slots=True)
class Directory:
    people: dict[uuid.UUID, Person]
    labels: dict[uuid.UUID, LabelName]
    sections: dict[uuid.UUID, SectionName]


kept = Latest[Directory](500)


def read_directory(viewer: Viewer, *, fresh: bool = False) -> Directory:
    """Return the names as of the viewer's version; `fresh` after a change in the same request.

    They are what they were if the change was the next version, and of tasks only.
    """
    after = raised_by_tasks(viewer.workspace_id) if fresh else viewer.version
    if after not in (viewer.version, viewer.version + 1):
        return once(("directory", viewer.workspace_id, language()), lambda: read_names(viewer))
    names = kept.get((viewer.workspace_id, viewer.version, language()), lambda: read_names(viewer))
    return kept.get((viewer.workspace_id, after, language()), lambda: names)


def read_names(viewer: Viewer) -> Directory:
    directory = Directory({}, {}, {})
    for kind, id, other, name, detail, gone, order_key in db.session.execute(ROWS, {"workspace": viewer.workspace_id}):
        if kind == "person":
            name = shown_name(name)
            directory.people[id] = Person(id, name, initials_of(name), hue_for(other), detail, gone)
        elif kind == "label":
            directory.labels[id] = LabelName(id, name, detail, quote(name, safe=""))
        else:
            directory.sections[id] = SectionName(id, other, name, order_key)
    return directory
