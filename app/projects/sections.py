"""Sections: named parts of a project's list, in an order of their own."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.activity.record import record
from app.database import new_id
from app.errors import Invalid, NotFound
from app.extensions import db
from app.ordering import key_beside, key_between, moved, neighbours
from app.projects.changing import Step
from app.projects.models import Project, Section
from app.tasks.placing import into_section, sections_cleared
from app.texts import read_name
from app.translation.speaking import _
from app.workspaces.viewer import Viewer

NAME_LIMIT = 80
MOST_SECTIONS = 50
"""A list by section reads every section in one statement; past this it would be slow, and nobody could read it."""


def list_sections(project: Project) -> list[Section]:
    """Return the project's sections in their order."""
    return list(db.session.scalars(select(Section).where(Section.project_id == project.id).order_by(Section.order_key)))


def get_section(project: Project, id: uuid.UUID) -> Section:
    """Return the section of this project, which the caller may see; locked until commit."""
    section = db.session.scalar(
        select(Section).where(Section.project_id == project.id, Section.id == id).with_for_update()
    )
    if section is None:
        raise NotFound
    return section


def create_section(project: Project, name: str, *, by: Viewer) -> Section:
    """Return a new section at the end of the project."""
    sections = list_sections(project)
    if len(sections) >= MOST_SECTIONS:
        raise Invalid({"section": [_("A project has at most {most} sections. Remove one first.", most=MOST_SECTIONS)]})
    section = Section(
        workspace_id=project.workspace_id,
        id=new_id(),
        project_id=project.id,
        name=read_section_name(name, sections),
        order_key=key_between(sections[-1].order_key if sections else None, None),
    )
    db.session.add(section)
    record("section.created", section, by=by)
    return section


def rename_section(section: Section, name: str, *, by: Viewer) -> None:
    others = [one for one in list_sections(section.project) if one.id != section.id]
    clean = read_section_name(name, others)
    if clean != section.name:
        section.name = clean
        record("section.changed", section, by=by)


def move_section(section: Section, step: Step, *, by: Viewer) -> None:
    """Change places with the section above or below; at the end nothing happens."""
    sections = list_sections(section.project)
    place = [one.id for one in sections].index(section.id) + (-1 if step == "up" else 1)
    if 0 <= place < len(sections):
        beside = {"behind": sections[place].id} if step == "down" else {"before": sections[place].id}
        put_section(section, by=by, **beside)


def put_section(
    section: Section, *, by: Viewer, behind: uuid.UUID | None = None, before: uuid.UUID | None = None
) -> None:
    """Put the section right behind another of its project, or right before one."""
    places = places_of(list_sections(section.project))
    section.order_key, was, now = moved(places, section.id, behind, before)
    if was != now:
        record("section.moved", section, by=by, before=was, after=now)


def remove_section(section: Section, *, by: Viewer) -> None:
    """Remove the section; its tasks stay in the project, without a section. The event keeps what brings it back."""
    place = neighbours(places_of(list_sections(section.project)), section.id)
    tasks = sections_cleared(section.id)
    record("section.removed", section, by=by, before={"name": section.name, **place, "tasks": tasks})
    db.session.delete(section)


def bring_back_section(project: Project, id: uuid.UUID, former: Mapping[str, Any], *, by: Viewer) -> Section:
    """Make a removed section again as an event says it was: in its place, with its tasks that have no other by now."""
    sections = list_sections(project)
    behind, before = (uuid.UUID(side) if (side := former.get(name)) else None for name in ("behind", "before"))
    section = Section(
        workspace_id=project.workspace_id,
        id=id,
        project_id=project.id,
        project=project,
        name=read_section_name(former["name"], sections),
        order_key=key_beside(places_of(sections), behind, before),
    )
    db.session.add(section)
    record("section.created", section, by=by, after={"tasks": former.get("tasks", [])})
    db.session.flush()
    into_section(section, [uuid.UUID(task) for task in former.get("tasks", [])])
    return section


def places_of(sections: list[Section]) -> list[tuple[uuid.UUID, str]]:
    return [(section.id, section.order_key) for section in sections]


def read_section_name(typed: str, others: list[Section]) -> str:
    name = read_name(typed, NAME_LIMIT, missing="Give the section a name.", field="section")
    if any(one.name.casefold() == name.casefold() for one in others):
        raise Invalid({"section": [_("There is a section “{name}” already. Choose another name.", name=name)]})
    return name
