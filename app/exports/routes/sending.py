"""Sending an archive, which may take a slow line long."""

from __future__ import annotations

from datetime import datetime

from flask import Response

from app.attachments.handing_over import hand_over
from app.exports.archive import path_of_export


def send_archive(key: str | None, named: str, asked_at: datetime) -> Response:
    assert key is not None
    name = f"primo-{named}-{asked_at:%Y-%m-%d}.zip"
    return hand_over(path_of_export(key), "application/zip", f'attachment; filename="{name}"')
