"""Taking back what was done to projects and to comments."""

from __future__ import annotations

import uuid

from sqlalchemy import func, select

from app.comments.models import Comment
from app.comments.writing import bring_back_comment, delete_comment, edit_comment
from app.extensions import db
from app.history.changes import Net, read_time, read_uuid
from app.history.plain import Plain
from app.history.subjects import Difference, Subject, Undoing, come_in
from app.projects.changing import archive_project, bring_back_project, change_project, put_project
from app.projects.limits import LIMITED, limit_column
from app.projects.models import Project
from app.projects.trashing import restore_project, trash_project
from app.projects.visibility import visible_to
from app.tasks.models import Task
from app.tasks.queries import visible_tasks
from app.translation.speaking import _


def find_projects(nets: list[Net], undoing: Undoing) -> dict[uuid.UUID, Subject]:
    """Return the projects of these changes that the viewer may see, locked in id order."""
    query = select(Project).where(Project.id.in_([net.subject_id for net in nets]), visible_to(undoing.by))
    query = query.order_by(Project.id).with_for_update(key_share=True).execution_options(populate_existing=True)
    rows = {row.id: row for row in db.session.scalars(query)}
    return {
        net.subject_id: ProjectSubject(net, rows[net.subject_id], undoing) for net in nets if net.subject_id in rows
    }


class ProjectSubject(Plain):
    """A project of a change."""

    row: Project
    fields = {"name": "Name", "hue": "Colour", "key": "Key", "limits": "Limits"}  # noqa: RUF012 - a constant of the class

    def missing(self) -> str:
        if self.row.trashed_at is not None and not self.net.is_new and "trashed_at" not in self.net.after:
            return _("It is in the trash. Restore it first.")
        return ""

    def differences_of_a_new_one(self) -> dict[str, Difference]:
        inside = (
            select(func.count())
            .select_from(Task)
            .where(Task.project_id == self.row.id, Task.trashed_at.is_(None), Task.id.not_in(self.undoing.leaving))
        )
        came = 0 if self.row.trashed_at else db.session.scalar(inside) or 0
        return {"inside": come_in(self.name, came)} if came else {}

    def put_back(self, but: set[str]) -> None:
        by, at = self.undoing.by, self.undoing.at
        if self.net.is_new:
            if "inside" not in but:
                trash_project(self.row, by=by, at=at)
            return
        if "trashed_at" in self.net.after:
            if self.net.after["trashed_at"]:
                restore_project(self.row, by=by)
            else:
                trash_project(self.row, by=by, at=at)
            db.session.flush()
        if "archived_at" in self.net.after:
            if self.net.after["archived_at"]:
                bring_back_project(self.row, by=by)
            else:
                archive_project(self.row, by=by, at=at)
            db.session.flush()
        if former := self.former(but):
            for column in LIMITED if "limits" in former else ():
                limit_column(self.row, column, (former["limits"] or {}).get(column), by=by)
                db.session.flush()
            now = {field: getattr(self.row, field) for field in ("name", "hue", "key")}
            again = {field: value for field, value in former.items() if field in now}
            change_project(self.row, by=by, again=former.get("key", ""), **(now | again))
            db.session.flush()
        if self.is_moved and "place" not in but:
            put_project(self.row, by=by, **{side: read_uuid(self.net.before[side]) for side in ("behind", "before")})


def find_comments(nets: list[Net], undoing: Undoing) -> dict[uuid.UUID, Subject]:
    """Return the comments of these changes on tasks that the viewer may see."""
    tasks = visible_tasks(undoing.by).where(Task.id.in_([net.task_id for net in nets]))
    seen = {task.id for task in db.session.scalars(tasks)}
    query = select(Comment).where(Comment.id.in_([net.subject_id for net in nets])).order_by(Comment.id)
    query = query.with_for_update(of=Comment).execution_options(populate_existing=True)
    rows = {row.id: row for row in db.session.scalars(query) if row.task_id in seen}
    return {
        net.subject_id: CommentSubject(net, rows[net.subject_id], undoing) for net in nets if net.subject_id in rows
    }


class CommentSubject(Plain):
    """A comment of a change."""

    row: Comment
    fields = {"body": "Text"}  # noqa: RUF012 - a constant of the class

    @property
    def name(self) -> str:
        return self.row.task.title

    def missing(self) -> str:
        task = self.row.task
        if task.trashed_at is not None or task.project.trashed_at is not None:
            return "Its task is in the trash. Restore it first."
        if self.row.deleted_at is not None and not self.net.is_new and "deleted_at" not in self.net.after:
            return "The comment is deleted."
        return ""

    def differences_of_a_new_one(self) -> dict[str, Difference]:
        if self.row.deleted_at is not None or self.row.body == self.net.after.get("body"):
            return {}
        came = self.net.after.get("body", "")
        return {"body": Difference(self.name, _("The comment"), self.row.body, _("Not there"), came)}

    def put_back(self, but: set[str]) -> None:
        by, at = self.undoing.by, self.undoing.at
        if self.net.is_new or ("deleted_at" in self.net.after and not self.net.after["deleted_at"]):
            if "body" not in but and self.row.deleted_at is None:
                delete_comment(self.row, by=by, at=at)
        elif "deleted_at" in self.net.after:
            if self.row.deleted_at is not None:
                bring_back_comment(self.row, by=by)
        elif "body" not in but:
            edit_comment(self.row, self.net.before["body"], by=by, at=read_time(self.net.before.get("edited_at")))
        db.session.flush()
