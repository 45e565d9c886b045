"""Tasks and people as JSON: every field that goes out is named here."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from app.accounts.models import User
from app.dates import Due
from app.extensions import driver
from app.repeats.kept import Kept
from app.repeats.wording import say_repeat
from app.tasks.rows import COLUMNS, FROM, Row, row_from
from app.workspaces.directory import Directory, read_directory
from app.workspaces.viewer import Account, Viewer

REMINDERS = """coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'minutes', r.minutes, 'days', r.days,
    'kind', r.kind, 'day', r.on_day, 'time', to_char(r.at_time, 'HH24:MI'), 'zone', r.zone) order by r.id)
  from reminders r where r.workspace_id = t.workspace_id and r.task_id = t.id and r.membership_id = %(me)s
   and r.kind <> 'none'), '[]')"""
MORE = f"t.description, t.start_on, t.estimate, t.created_at, t.updated_at, t.completed_at, {REMINDERS}"
SELECT = f"select {MORE}, {COLUMNS} {FROM}"
BY_IDS = f"""{SELECT}
 where t.workspace_id = %(workspace)s and p.workspace_id = %(workspace)s and t.id = any(%(ids)s)"""


def user_document(user: User | Account) -> dict[str, Any]:
    return {
        "id": str(user.id if isinstance(user, User) else user.user_id),
        "name": user.name,
        "email": user.email,
        "time_zone": user.time_zone,
        "language": user.language,
    }


def task_document(viewer: Viewer, id: uuid.UUID) -> dict[str, Any]:
    """Return one task that was loaded, and perhaps changed, by this viewer."""
    return task_documents(viewer, [id])[id]


def task_documents(viewer: Viewer, ids: list[uuid.UUID]) -> dict[uuid.UUID, dict[str, Any]]:
    """Return tasks by id, as they are now; the viewer has loaded each of them."""
    parameters = {"workspace": viewer.workspace_id, "ids": ids, "me": viewer.member_id}
    directory = read_directory(viewer, fresh=True)
    return {document[0]: document[1] for document in read_documents(BY_IDS, parameters, directory)}


def read_documents(
    sql: str, parameters: dict[str, Any], directory: Directory
) -> list[tuple[uuid.UUID, dict[str, Any]]]:
    """Return id and document of each row of a statement that begins with `SELECT`."""
    found = []
    for description, start_on, estimate, created, updated, completed, reminders, *columns in driver().execute(
        sql, parameters
    ):
        row = row_from(columns, directory)
        document = row_document(row, directory) | {
            "description": description,
            "reminders": [reminder_document(one) for one in reminders],
            "start_on": text_of(start_on),
            "estimate": estimate,
            "created_at": text_of(created),
            "updated_at": text_of(updated),
            "completed_at": text_of(completed),
        }
        found.append((row.id, document))
    return found


def row_document(row: Row, directory: Directory) -> dict[str, Any]:
    section = directory.sections.get(row.section_id) if row.section_id else None
    return {
        "id": str(row.id),
        "ref": row.ref,
        "title": row.title,
        "status": row.status,
        "priority": row.priority,
        "due": due_document(row.due),
        "repeat": repeat_document(row),
        "project": {"key": row.ref.rpartition("-")[0], "name": row.project_name},
        "section": {"id": str(section.id), "name": section.name} if section else None,
        "parent_id": str(row.parent_id) if row.parent_id else None,
        "labels": [{"id": str(label.id), "name": label.name} for label in row.labels],
        "assignees": [{"id": str(person.id), "name": person.name} for person in row.assignees],
        "subtasks": {"total": row.subtasks, "completed": row.subtasks_done},
        "comments": row.comments,
        "version": row.version,
    }


def due_document(due: Due | None) -> dict[str, Any] | None:
    """Return a due date as people say it and, where it names an instant, that instant."""
    return due.as_json() | {"at": text_of(due.at)} if due else None


def reminder_document(kept: dict[str, Any]) -> dict[str, Any]:
    """Return one of the caller's own reminders: before the due date or the start, or at a time of a day."""
    return {
        "id": kept["id"],
        "minutes_before": kept["minutes"] or None,
        "days_before": kept["days"] or None,
        "of": None if kept["kind"] == "day" else kept["kind"],
        "date": kept["day"],
        "time": kept["time"],
        "zone": kept["zone"],
    }


def repeat_document(row: Row) -> dict[str, Any] | None:
    """Return a repeat in words and as the RRULE that says the same."""
    if row.repeat is None:
        return None
    kept = Kept.from_json(row.repeat)
    timed = bool(row.due and row.due.time)
    return {
        "text": say_repeat(kept),
        "rule": kept.rule.text(timed=timed),
        "start": kept.repeat.start.isoformat(),
        "anchor": kept.anchor,
        "zone": kept.zone,
        "with_subtasks": kept.with_subtasks,
    }


def text_of(value: datetime | date | None) -> str | None:
    return value.isoformat() if value is not None else None
