"""Sending an archive: it may take a slow line long, so a process never gives all its threads away to that."""

from __future__ import annotations

from datetime import datetime
from threading import BoundedSemaphore

from flask import Response, abort

from app.attachments.handing_over import hand_over
from app.exports.archive import path_of_export

AT_ONCE = BoundedSemaphore(2)
BUSY = "Others are downloading archives just now. Try again in a few minutes."


def send_archive(key: str | None, named: str, asked_at: datetime) -> Response:
    """Hand the archive over, piece by piece; 503 while two others of this process are on their way."""
    assert key is not None
    if not AT_ONCE.acquire(blocking=False):
        abort(503, BUSY)
    try:
        name = f"primo-{named}-{asked_at:%Y-%m-%d}.zip"
        response = hand_over(path_of_export(key), "application/zip", f'attachment; filename="{name}"')
    except BaseException:
        AT_ONCE.release()
        raise
    response.call_on_close(AT_ONCE.release)
    return response
