"""What the clock does about files: those deleted for 30 days go, with the bytes that no row names any more.

A task, a project or a workspace that is deleted for ever takes its rows along, and this takes the bytes.
"""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from app.attachments.models import Attachment
from app.attachments.previewing import want_previews
from app.attachments.store import Stored, is_set_up, list_stored, remove
from app.extensions import db
from app.sweeping import inside, workspaces_with

KEPT = timedelta(days=30)
COMING = timedelta(hours=6)
"""How long something without a row may be one that is being sent just now."""
OURS = re.compile(r"([0-9a-f]{32})/([0-9a-f]{32})(?:\.small|\.large)?")


def tidy_files(now: datetime) -> None:
    if not is_set_up():
        return
    for workspace_id in workspaces_with("files", until=now - KEPT):
        with inside(workspace_id):
            db.session.execute(delete(Attachment).where(Attachment.deleted_at < now - KEPT))
            db.session.commit()
    for some in list_stored():
        remove_orphans(one for one in some if one.at < now - COMING)


def remove_orphans(stored: Iterable[Stored]) -> None:
    """Remove those that no row names; what is not named as ours are is left alone."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in stored:
        if match := OURS.fullmatch(one.path):
            found[match[1]][match[2]].append(one.path)
    for workspace, keys in found.items():
        with inside(uuid.UUID(workspace)):
            known = set(db.session.scalars(select(Attachment.store_key).where(Attachment.store_key.in_(keys))))
        remove(path for key in keys.keys() - known for path in keys[key])


def draw_missing(now: datetime) -> None:
    """Ask again for previews that were not drawn: the queue was away, or its worker died."""
    for workspace_id in workspaces_with("previews", until=now - timedelta(minutes=1)):
        with inside(workspace_id):
            want_previews(db.session.scalars(select(Attachment).where(Attachment.preview == "wanted").limit(100)))
