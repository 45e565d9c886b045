"""The job that draws the previews of a picture; running it twice is harmless."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

import structlog
from redis.exceptions import RedisError
from sqlalchemy import select

from app.attachments.models import Attachment
from app.attachments.pictures import NotShown, draw_previews
from app.attachments.store import path_of, put, read
from app.extensions import db
from app.jobs import enqueue
from app.sweeping import inside

JOB = "app.attachments.previewing.make_previews"
log = structlog.get_logger("primo.files")


def want_previews(files: Iterable[Attachment]) -> None:
    """Queue what is to be drawn; where Redis is away the clock does it later."""
    wanted = [(file.workspace_id, file.id) for file in files if file.preview == "wanted"]
    try:
        if wanted:
            enqueue(JOB, wanted)
    except RedisError as error:
        log.warning("previews wait", error=str(error)[:200])


def make_previews(workspace_id: str, id: str) -> None:
    workspace, query = uuid.UUID(workspace_id), select(Attachment).where(Attachment.id == uuid.UUID(id))
    with inside(workspace):
        file = db.session.scalar(query)
        if file is None or file.preview != "wanted":
            return
        key = file.store_key
        db.session.rollback()  # nothing stays open while the picture is drawn
        state = "made" if draw_all(workspace, key) else "none"
        file = db.session.scalar(query.with_for_update())
        if file is not None:
            file.preview = state
            db.session.commit()


def draw_all(workspace_id: uuid.UUID, key: str) -> bool:
    """Put the previews beside the file; False where it is no picture after all."""
    try:
        drawn = draw_previews(read(path_of(workspace_id, key)))
    except (NotShown, FileNotFoundError) as fault:
        log.info("no preview", key=key, reason=str(fault)[:200])
        return False
    for size, body in drawn.items():
        put(path_of(workspace_id, key, size), body)
    return True
