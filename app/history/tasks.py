"""Taking back what was done to tasks, by the verbs that people use themselves."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from sqlalchemy.orm import selectinload

from app.extensions import db
from app.history.around_tasks import count_inside, read_linked
from app.history.changes import Net, changed_since, read_uuid
from app.history.subjects import Difference, Subject, Undoing
from app.history.task_fields import (
    EDITED,
    SETS,
    field_name,
    read_value,
    same_state,
    say_value,
    value_now,
)
from app.projects.models import Project
from app.tasks.bulk import change_links
from app.tasks.editing import edit_task
from app.tasks.models import Task
from app.tasks.placing import KEEP, place_task
from app.tasks.queries import visible_tasks
from app.tasks.returning import return_to_project
from app.tasks.subtree import families_of, list_subtree
from app.tasks.trashing import restore_family, trash_family
from app.translation.speaking import _
from app.wording import count
from app.workspaces.policy import admits, is_visible

PLACES = ("task.moved", "task.moved_to_project")


def find_tasks(nets: list[Net], undoing: Undoing) -> dict[uuid.UUID, Subject]:
    """Return the tasks of these changes that the viewer may see, locked in id order."""
    ids = [net.subject_id for net in nets]
    query = visible_tasks(undoing.by).where(Task.id.in_(ids)).order_by(Task.id)
    query = query.options(selectinload(Task.assignees), selectinload(Task.labels))
    query = query.with_for_update(of=Task, key_share=True).execution_options(populate_existing=True)
    rows = {task.id: task for task in db.session.scalars(query)}
    undoing.inside |= count_inside([net.subject_id for net in nets if net.is_new], undoing)
    going = [
        rows[net.subject_id] for net in nets if net.subject_id in rows and (net.is_new or "trashed_at" in net.after)
    ]
    undoing.families |= {family[0].id: family for family in (families_of(going) if going else ())}
    undoing.rows |= read_linked(nets)
    return {net.subject_id: TaskSubject(net, rows[net.subject_id], undoing) for net in nets if net.subject_id in rows}


class TaskSubject(Subject):
    """A task of a change."""

    row: Task

    @property
    def name(self) -> str:
        return self.row.title

    def missing(self) -> str:
        if self.row.project.trashed_at is not None and self.row.project_id not in self.undoing.leaving:
            return _("Its project “{name}” is in the trash. Restore it first.", name=self.row.project.name)
        if self.row.trashed_at is not None and not self.net.is_new and "trashed_at" not in self.net.after:
            return _("It is in the trash. Restore it first.")
        return ""

    def differences(self) -> dict[str, Difference]:
        if self.net.is_new:
            return self.differences_of_a_new_one()
        found = {field: self.differ(field) for field in EDITED if field in self.net.after and field not in SETS}
        if "status" in self.net.after and not self.is_back("status") and not same_state(self.row, self.net.after):
            found["status"] = self.difference("status")
        if "task.moved_to_project" in self.net.kinds:
            found["project"] = self.difference_of_project()
        elif "task.moved" in self.net.kinds:
            found["place"] = self.difference_of_place()
        return {field: one for field, one in found.items() if one is not None}

    def differ(self, field: str) -> Difference | None:
        now = value_now(self.row, field)
        if now in (self.net.before.get(field), self.net.after[field]):
            return None
        return self.difference(field)

    def difference(self, field: str) -> Difference:
        was, made = (say_value(field, kept.get(field), self.undoing) for kept in (self.net.before, self.net.after))
        now = say_value(field, value_now(self.row, field), self.undoing)
        return Difference(self.name, _(field_name(field)), now, was, made)

    def differences_of_a_new_one(self) -> dict[str, Difference]:
        """Return what became of a task that the change made: what is written in it would leave with it."""
        if self.row.trashed_at is not None:
            return {}
        made = {"assignees": [], "labels": []} | self.net.after
        fields = [field for field in (*EDITED, "status") if field in made and not self.is_as(field, made[field])]
        words = [_(field_name(field)) for field in fields]
        words += [count(number, what) for what, number in self.undoing.inside.get(self.row.id, {}).items()]
        if not words:
            return {}
        return {
            "task": Difference(
                self.name, _("Task"), _("Since then: {words}", words=", ".join(words)), _("Not there"), _("Added")
            )
        }

    def difference_of_place(self) -> Difference | None:
        if "behind" not in self.net.before:
            return Difference(self.name, _("Place"), _("Its former place was not kept"), can_force=False)
        moved = changed_since(self.net, PLACES)
        return Difference(self.name, _("Place"), _("Moved again since")) if moved else None

    def difference_of_project(self) -> Difference | None:
        was, made, now = self.net.before.get("project", ""), self.net.after["project"], self.row.project.name
        if "family" not in self.net.before or self.former_project() is None:
            return Difference(self.name, _("Project"), _("{project} is gone", project=was), was, made, can_force=False)
        moved = str(self.row.project_id) != self.net.after["project_id"]
        return Difference(self.name, _("Project"), now, was, made) if moved else None

    def former_project(self) -> Project | None:
        key = {"workspace_id": self.row.workspace_id, "id": uuid.UUID(self.net.before["project_id"])}
        project = db.session.get(Project, key)
        return project if project is not None and is_visible(self.undoing.by, project) else None

    def is_as(self, field: str, kept: Any) -> bool:
        return bool(value_now(self.row, field) == (sorted(kept) if field in SETS else kept))

    def is_back(self, field: str) -> bool:
        return bool(value_now(self.row, field) == self.net.before.get(field))

    def put_back(self, but: set[str]) -> None:
        for place, step in enumerate(self.steps(but)):
            if place:
                db.session.flush()  # so that each event tells only of its own fields
            step()

    def steps(self, but: set[str]) -> Iterator[Callable[[], object]]:
        """Yield what is to be done, each as a verb of its own."""
        by, at, kinds, after = self.undoing.by, self.undoing.at, self.net.kinds, self.net.after
        if self.net.is_new:
            yield from () if "task" in but else (self.take_away,)
            return
        if "trashed_at" in after:
            yield self.change_trash
        if "task.moved_to_project" in kinds:
            yield from () if "project" in but else (self.bring_back,)
        elif "task.moved" in kinds and "place" not in but:
            yield self.put_in_place
        if changes := self.changes(but):
            yield lambda: edit_task(self.row, changes, by=by, at=at)
        yield from (partial(self.put_back_links, name) for name in SETS if name in after)
        if self.returns(but):
            yield partial(self.return_to_status, but)

    def returns(self, but: set[str]) -> bool:
        return "status" in self.net.after and "status" not in but and not self.is_back("status")

    def return_to_status(self, but: set[str]) -> None:
        """Go back to the former status, and with it to the repeat that completing handed on."""
        if "repeat" in self.net.after and "repeat" not in but:
            self.row.repeat = self.net.before.get("repeat")
        self.row.return_to(self.net.before, self.undoing.by, self.undoing.at)

    def family(self) -> list[Task]:
        return self.undoing.families.get(self.row.id) or [self.row, *list_subtree(self.row, lock=True)]

    def take_away(self) -> None:
        """Put a task that the change made into the trash, unless what it stands in goes anyway."""
        stays = {self.row.parent_id, self.row.project_id}.isdisjoint(self.undoing.leaving)
        if stays and self.row.trashed_at is None:
            trash_family(self.family(), by=self.undoing.by, at=self.undoing.at)

    def change_trash(self) -> None:
        by, at = self.undoing.by, self.undoing.at
        if self.net.after["trashed_at"]:
            if self.row.trashed_at is not None:
                restore_family(self.family(), by=by, at=at)
            return
        if self.net.before.get("parent_id") and self.row.parent_id is None:
            self.row.parent_id = read_uuid(self.net.before["parent_id"])
        if self.row.trashed_at is None:
            trash_family(self.family(), by=by, at=at)
            self.lie_with_former()

    def lie_with_former(self) -> None:
        """Let what is in the trash again lie there with the task it was put in with, if that still lies there."""
        id = read_uuid(self.net.before.get("trashed_with"))
        root = db.session.get(Task, {"workspace_id": self.row.workspace_id, "id": id}) if id != self.row.id else None
        for one in self.family() if root is not None and root.trashed_at is not None else ():
            if one.trashed_with == self.row.id:
                one.trashed_with = root.id if root else one.trashed_with

    def bring_back(self) -> None:
        project = self.former_project()
        db.session.flush()  # the places of others are read from the database
        if project is not None:
            return_to_project(self.row, project, self.net.before, by=self.undoing.by, at=self.undoing.at)

    def changes(self, but: set[str]) -> dict[str, Any]:
        """Return the fields to put back, with the values they had."""
        moves = {"task.moved", "task.moved_to_project"}.intersection(self.net.kinds)
        fields = [field for field in EDITED if field in self.net.after and field not in but and field not in SETS]
        fields = [field for field in fields if not (moves and field == "section_id") and not self.is_back(field)]
        values = {field: read_value(field, self.net.before.get(field)) for field in fields}
        if self.returns(but):
            values.pop("repeat", None)
        if "section_id" in values:
            values["section_id"] = self.section_left(values["section_id"])
        return values

    def put_back_links(self, name: str) -> None:
        """Take from the task the people or labels that the change gave it, and give it those it took."""
        was, made = (set(kept.get(name) or []) for kept in (self.net.before, self.net.after))
        project = self.row.project
        added = [self.undoing.rows.get(uuid.UUID(id)) for id in was - made]
        there = [row for row in added if row is not None and (name == "labels" or admits(project, row.id, row.role))]
        removed = [uuid.UUID(id) for id in made - was]
        change_links(self.row, name, there, removed, self.undoing.by, self.undoing.at)

    def section_left(self, id: uuid.UUID | None) -> uuid.UUID | None:
        section = self.undoing.rows.get(id) if id else None
        return id if section is not None and section.project_id == self.row.project_id else None

    def put_in_place(self) -> None:
        """Put the task back between its former neighbours, as far as they are still there."""
        db.session.flush()  # the places of others are read from the database
        behind, before = (self.neighbour(self.net.before.get(side)) for side in ("behind", "before"))
        section: Any = KEEP
        if "section_id" in self.net.after:
            section = self.section_left(read_uuid(self.net.before.get("section_id")))
        if behind is None and before is None and section is KEEP:
            return
        beside = {"after": behind} if behind else {"before": before}
        place_task(self.row, by=self.undoing.by, at=self.undoing.at, section_id=section, **beside)

    def neighbour(self, id: str | None) -> Task | None:
        """Return a former neighbour that still stands in the same project."""
        task = db.session.get(Task, {"workspace_id": self.row.workspace_id, "id": uuid.UUID(id)}) if id else None
        return task if task is not None and task.project_id == self.row.project_id else None
