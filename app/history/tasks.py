"""Taking back what was done to tasks, by the verbs that people use themselves."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.comments.models import Comment
from app.extensions import db
from app.history.changes import Net, changed_since
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
from app.projects.models import Project, Section
from app.tasks.editing import edit_task
from app.tasks.models import Task
from app.tasks.placing import KEEP, place_task
from app.tasks.queries import visible_tasks
from app.tasks.returning import return_to_project
from app.tasks.trashing import restore_task, trash_task
from app.tasks.wording import count
from app.workspaces.policy import is_visible, require

PLACES = ("task.moved", "task.moved_to_project")


def find_tasks(nets: list[Net], undoing: Undoing) -> dict[uuid.UUID, Subject]:
    """Return the tasks of these changes that the viewer may see, locked in id order."""
    ids = [net.subject_id for net in nets]
    query = visible_tasks(undoing.by).where(Task.id.in_(ids)).order_by(Task.id)
    query = query.options(selectinload(Task.assignees), selectinload(Task.labels))
    query = query.with_for_update(of=Task, key_share=True).execution_options(populate_existing=True)
    rows = {task.id: task for task in db.session.scalars(query)}
    undoing.inside |= count_inside([net.subject_id for net in nets if net.is_new], undoing)
    return {net.subject_id: TaskSubject(net, rows[net.subject_id], undoing) for net in nets if net.subject_id in rows}


class TaskSubject(Subject):
    """A task of a change."""

    row: Task

    @property
    def name(self) -> str:
        return self.row.title

    def missing(self) -> str:
        if self.row.project.trashed_at is not None and self.row.project_id not in self.undoing.leaving:
            return f"Its project “{self.row.project.name}” is in the trash. Restore it first."
        if self.row.trashed_at is not None and not self.net.is_new and "trashed_at" not in self.net.after:
            return "It is in the trash. Restore it first."
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
        return Difference(self.name, field_name(field), now, was, made)

    def differences_of_a_new_one(self) -> dict[str, Difference]:
        """Return what became of a task that the change made: what is written in it would leave with it."""
        if self.row.trashed_at is not None:
            return {}
        made = {"assignees": [], "labels": []} | self.net.after
        fields = [field for field in (*EDITED, "status") if field in made and not self.is_as(field, made[field])]
        words = [field_name(field).lower() for field in fields]
        words += [count(number, what) for what, number in self.undoing.inside.get(self.row.id, {}).items()]
        if not words:
            return {}
        return {"task": Difference(self.name, "Task", f"Since then: {', '.join(words)}", "Not there", "Added")}

    def difference_of_place(self) -> Difference | None:
        if "behind" not in self.net.before:
            return Difference(self.name, "Place", "Its former place was not kept", can_force=False)
        moved = changed_since(self.net, PLACES)
        return Difference(self.name, "Place", "Moved again since") if moved else None

    def difference_of_project(self) -> Difference | None:
        was, made, now = self.net.before.get("project", ""), self.net.after["project"], self.row.project.name
        if "family" not in self.net.before or self.former_project() is None:
            return Difference(self.name, "Project", f"{was} is gone", was, made, can_force=False)
        moved = str(self.row.project_id) != self.net.after["project_id"]
        return Difference(self.name, "Project", now, was, made) if moved else None

    def former_project(self) -> Project | None:
        key = {"workspace_id": self.row.workspace_id, "id": uuid.UUID(self.net.before["project_id"])}
        project = db.session.get(Project, key)
        return project if project is not None and is_visible(self.undoing.by, project) else None

    def is_as(self, field: str, kept: Any) -> bool:
        return bool(value_now(self.row, field) == (sorted(kept) if field in SETS else kept))

    def is_back(self, field: str) -> bool:
        return bool(value_now(self.row, field) == self.net.before.get(field))

    def put_back(self, but: set[str]) -> None:
        if self.net.is_new:
            if "task" not in but:
                self.take_away()
            return
        if "trashed_at" in self.net.after:
            self.change_trash()
        if "task.moved_to_project" in self.net.kinds and "project" not in but:
            self.bring_back()
        changes = self.changes(but)
        if changes:
            edit_task(self.row, changes, by=self.undoing.by, at=self.undoing.at)
            db.session.flush()
        if "task.moved" in self.net.kinds and "task.moved_to_project" not in self.net.kinds and "place" not in but:
            self.put_in_place()
            db.session.flush()
        if "status" in self.net.after and "status" not in but and not self.is_back("status"):
            self.row.return_to(self.net.before, self.undoing.by, self.undoing.at)
            db.session.flush()

    def take_away(self) -> None:
        """Put a task that the change made into the trash, unless what it stands in goes anyway."""
        if self.row.parent_id not in self.undoing.leaving and self.row.project_id not in self.undoing.leaving:
            trash_task(self.row, by=self.undoing.by, at=self.undoing.at)
            db.session.flush()

    def change_trash(self) -> None:
        by, at = self.undoing.by, self.undoing.at
        if self.net.after["trashed_at"]:
            restore_task(self.row, by=by, at=at)
        else:
            if self.net.before.get("parent_id") and self.row.parent_id is None:
                self.row.parent_id = read_value("section_id", self.net.before["parent_id"])
            trash_task(self.row, by=by, at=at)
        db.session.flush()

    def bring_back(self) -> None:
        project = self.former_project()
        if project is not None:
            require(self.undoing.by, "task.create", project)
            return_to_project(self.row, project, self.net.before, by=self.undoing.by, at=self.undoing.at)

    def changes(self, but: set[str]) -> dict[str, Any]:
        """Return the fields to put back, with the values they had; of sets only what the change added or took."""
        fields = [field for field in EDITED if field in self.net.after and field not in but]
        if {"task.moved", "task.moved_to_project"} & set(self.net.kinds):
            fields = [field for field in fields if field != "section_id"]
        return {field: self.former(field) for field in fields if not self.is_back(field)}

    def former(self, field: str) -> Any:
        kept = self.net.before.get(field)
        if field in SETS:
            was, made, now = set(kept or []), set(self.net.after[field] or []), set(value_now(self.row, field))
            return self.those_left(field, (now - (made - was)) | (was - made))
        value = read_value(field, kept)
        return self.section_left(value) if field == "section_id" else value

    def those_left(self, field: str, ids: set[str]) -> list[uuid.UUID]:
        """Return those of the people or labels that can still be on the task."""
        wanted, kept = [uuid.UUID(id) for id in ids], {row.id for row in getattr(self.row, field)}
        directory = self.undoing.directory
        if field == "labels":
            return [id for id in wanted if id in directory.labels]
        own = self.row.project.inbox_of
        there = [id for id in wanted if id in kept or (id in directory.people and not directory.people[id].is_gone)]
        return [id for id in there if own in (None, id)]

    def section_left(self, id: uuid.UUID | None) -> uuid.UUID | None:
        section = db.session.get(Section, {"workspace_id": self.row.workspace_id, "id": id}) if id else None
        return id if section is not None and section.project_id == self.row.project_id else None

    def put_in_place(self) -> None:
        """Put the task back between its former neighbours, as far as they are still there."""
        behind, before = (self.neighbour(self.net.before.get(side)) for side in ("behind", "before"))
        section: Any = KEEP
        if "section_id" in self.net.after:
            section = self.section_left(read_value("section_id", self.net.before.get("section_id")))
        if behind is None and before is None and section is KEEP:
            return
        place_task(
            self.row,
            by=self.undoing.by,
            at=self.undoing.at,
            before=None if behind else before,
            after=behind,
            section_id=section,
        )

    def neighbour(self, id: str | None) -> Task | None:
        """Return a former neighbour that still stands in the same project."""
        task = db.session.get(Task, {"workspace_id": self.row.workspace_id, "id": uuid.UUID(id)}) if id else None
        return task if task is not None and task.project_id == self.row.project_id else None


def count_inside(ids: list[uuid.UUID], undoing: Undoing) -> dict[uuid.UUID, dict[str, int]]:
    """Return how many comments and subtasks these tasks have got that do not leave with them by the same undo."""
    if not ids:
        return {}
    comments = select(Comment.task_id, Comment.id).where(Comment.task_id.in_(ids), Comment.deleted_at.is_(None))
    subtasks = select(Task.parent_id, Task.id).where(Task.parent_id.in_(ids), Task.trashed_at.is_(None))
    found: dict[Any, dict[str, int]] = {}
    for what, query in (("comment", comments), ("subtask", subtasks)):
        for task_id, id in db.session.execute(query):
            if id not in undoing.leaving:
                counts = found.setdefault(task_id, {})
                counts[what] = counts.get(what, 0) + 1
    return found
