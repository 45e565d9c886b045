"""Deleting a file, so that this can be undone, and bringing it back."""

from __future__ import annotations

from datetime import datetime

from app.activity.record import record
from app.attachments.models import Attachment
from app.workspaces.viewer import Viewer


def delete_file(file: Attachment, *, by: Viewer, at: datetime) -> None:
    """Take the file off its task; its bytes stay for 30 days."""
    file.deleted_at = at
    record("file.deleted", file, by=by, before={"name": file.name})


def bring_back_file(file: Attachment, *, by: Viewer) -> None:
    file.deleted_at = None
    record("file.restored", file, by=by, before={"name": file.name})
