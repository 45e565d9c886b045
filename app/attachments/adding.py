"""Attaching files to a task, within what a file and a workspace may take."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import IO, NamedTuple

from flask import current_app
from sqlalchemy import func, select, text

from app.activity.record import record
from app.attachments.models import Attachment
from app.attachments.naming import clean_name
from app.attachments.pictures import looks_like_picture
from app.attachments.store import path_of, put
from app.database import new_id
from app.errors import Invalid
from app.extensions import db
from app.tasks.models import Task
from app.translation.speaking import _
from app.workspaces.viewer import Viewer

MB = 1024 * 1024
MOST_ON_A_TASK = 100
ONE_AT_A_TIME = text("select pg_advisory_xact_lock(hashtextextended('files ' || :workspace, 0))")


class Upload(NamedTuple):
    """A file as it was sent, and once it lies in the store its key."""

    name: str
    size: int
    preview: str
    store_key: str


def file_limit() -> int:
    """Return how many bytes a file may have, and so what is sent at once."""
    return int(current_app.config["FILE_LIMIT_MB"]) * MB


def store_upload(viewer: Viewer, name: str, body: IO[bytes]) -> Upload:
    """Put one file into the store; without a row it is nobody's, and the clock removes it."""
    cleaned, size = clean_name(name), body.seek(0, os.SEEK_END)
    if size == 0:
        raise Invalid({"file": [_("“{name}” is empty.", name=cleaned)]})
    if size > file_limit():
        words = _("“{name}” is too large: a file may have {most} MB.", name=cleaned, most=file_limit() // MB)
        raise Invalid({"file": [words]})
    body.seek(0)
    preview = "wanted" if looks_like_picture(body.read(16)) else "none"
    body.seek(0)
    key = secrets.token_hex(16)
    put(path_of(viewer.workspace_id, key), body)
    return Upload(cleaned, size, preview, key)


def add_files(task: Task, uploads: Sequence[Upload], *, by: Viewer, at: datetime) -> list[Attachment]:
    """Attach what lies in the store; nobody else's files are counted meanwhile."""
    db.session.execute(ONE_AT_A_TIME, {"workspace": task.workspace_id.hex})
    refuse_past_quota(by, sum(one.size for one in uploads))
    there = select(func.count()).where(Attachment.task_id == task.id, Attachment.deleted_at.is_(None))
    if (db.session.scalar(there) or 0) + len(uploads) > MOST_ON_A_TASK:
        raise Invalid({"file": [_("A task has at most {most} files. Delete one first.", most=MOST_ON_A_TASK)]})
    return [add_file(task, one, by, at) for one in uploads]


def add_file(task: Task, upload: Upload, by: Viewer, at: datetime) -> Attachment:
    file = Attachment(
        workspace_id=task.workspace_id,
        id=new_id(),
        task_id=task.id,
        added_by=by.member_id,
        created_at=at,
        **upload._asdict(),
    )
    db.session.add(file)
    record("file.created", file, by=by)
    return file


def refuse_past_quota(viewer: Viewer, coming: int) -> None:
    """Raise Invalid where the workspace's files would take more than they may, those in the trash included."""
    quota = int(current_app.config["FILES_QUOTA_MB"]) * MB
    taken = select(func.coalesce(func.sum(Attachment.size), 0)).where(Attachment.workspace_id == viewer.workspace_id)
    if int(db.session.scalar(taken) or 0) + coming > quota:
        words = _(
            "The files of this workspace may take {most} MB, and these would not fit."
            " Delete some first: they make room 30 days later.",
            most=f"{quota // MB:,}",
        )
        raise Invalid({"file": [words]})
