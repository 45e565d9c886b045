"""Taking back what was done to sections and labels, which are gone when they are removed and then made again."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from sqlalchemy import select

from app.errors import Invalid
from app.extensions import db
from app.history.changes import Net, read_uuid
from app.history.plain import Plain, without
from app.history.subjects import Difference, Subject, Undoing, come_in
from app.projects.labels import bring_back_label, change_label, delete_label, read_label_name
from app.projects.models import Label, Project, Section
from app.projects.sections import (
    bring_back_section,
    list_sections,
    put_section,
    read_section_name,
    remove_section,
    rename_section,
)
from app.tasks.models import Task
from app.translation.speaking import _
from app.workspaces.policy import is_visible


def find_sections(nets: list[Net], undoing: Undoing) -> dict[uuid.UUID, Subject]:
    """Return the sections of these changes, those included that are to be made again."""
    ids, projects = [net.subject_id for net in nets], {net.project_id for net in nets}
    home_rows = select(Project).where(Project.id.in_(projects)).order_by(Project.id).with_for_update(key_share=True)
    homes = {one.id: one for one in db.session.scalars(home_rows)}
    rows = {row.id: row for row in db.session.scalars(select(Section).where(Section.id.in_(ids)).with_for_update())}
    found: dict[uuid.UUID, Subject] = {}
    for net in nets:
        home, row = homes.get(net.project_id or net.subject_id), rows.get(net.subject_id)
        if home is not None and is_visible(undoing.by, home) and (row is not None or without(net, "removed")):
            found[net.subject_id] = SectionSubject(net, row, undoing, home)
    return found


class SectionSubject(Plain):
    """A section of a change, or the place of one that was removed."""

    fields = {"name": "Name"}  # noqa: RUF012 - a constant of the class

    def __init__(self, net: Net, row: Section | None, undoing: Undoing, home: Project) -> None:
        super().__init__(net, row, undoing)
        self.home = home

    def missing(self) -> str:
        if self.home.trashed_at is not None:
            return _("Its project “{name}” is in the trash. Restore it first.", name=self.home.name)
        name = self.net.before.get("name")
        others = [one for one in list_sections(self.home) if one.id != self.net.subject_id]
        return refusal(lambda: read_section_name(name, others)) if name else ""

    def differences_of_a_new_one(self) -> dict[str, Difference]:
        ids = select(Task.id).where(Task.section_id == self.net.subject_id, Task.trashed_at.is_(None))
        return filled(self, set(db.session.scalars(ids)))

    def put_back(self, but: set[str]) -> None:
        by = self.undoing.by
        if self.net.is_new:
            if "inside" not in but and self.row is not None:
                remove_section(self.row, by=by)
        elif self.row is None:
            bring_back_section(self.home, self.net.subject_id, self.net.before, by=by)
        else:
            for name in self.former(but).values():
                rename_section(self.row, name, by=by)
                db.session.flush()
            if self.is_moved and "place" not in but:
                sides = {side: read_uuid(self.net.before[side]) for side in ("behind", "before")}
                put_section(self.row, by=by, **sides)
        db.session.flush()


def find_labels(nets: list[Net], undoing: Undoing) -> dict[uuid.UUID, Subject]:
    """Return the labels of these changes, those included that are to be made again."""
    ids = [net.subject_id for net in nets]
    rows = {row.id: row for row in db.session.scalars(select(Label).where(Label.id.in_(ids)).with_for_update())}
    there = [net for net in nets if net.subject_id in rows or without(net, "deleted")]
    return {net.subject_id: LabelSubject(net, rows.get(net.subject_id), undoing) for net in there}


class LabelSubject(Plain):
    """A label of a change, or what is kept of one that was deleted."""

    fields = {"name": "Name", "hue": "Colour"}  # noqa: RUF012 - a constant of the class

    def missing(self) -> str:
        name = self.net.before.get("name")
        return refusal(lambda: read_label_name(name, but=self.row)) if name else ""

    def differences_of_a_new_one(self) -> dict[str, Difference]:
        label = self.net.subject_id
        ids = select(Task.id).where(Task.labels.any(Label.id == label), Task.trashed_at.is_(None))
        return filled(self, set(db.session.scalars(ids)))

    def put_back(self, but: set[str]) -> None:
        by = self.undoing.by
        if self.net.is_new:
            if "inside" not in but and self.row is not None:
                delete_label(self.row, by=by)
        elif self.row is None:
            bring_back_label(self.net.subject_id, self.net.before, by=by)
        else:
            now = {"name": self.row.name, "hue": self.row.hue}
            change_label(self.row, by=by, **(now | self.former(but)))
        db.session.flush()


def filled(subject: Subject, tasks: set[uuid.UUID]) -> dict[str, Difference]:
    """Return the one difference of something new: tasks have come to be in it that it was not made with."""
    own = {uuid.UUID(id) for id in subject.net.after.get("tasks", [])}
    came = len(tasks - own - subject.undoing.leaving)
    return {"inside": come_in(subject.name, came)} if came else {}


def refusal(read: Callable[[], object]) -> str:
    """Return why a name cannot be given again, or nothing."""
    try:
        read()
    except Invalid as fault:
        return fault.message
    return ""
