"""Where files lie: whether something can be put there, read and taken away again."""

from __future__ import annotations

import os
from collections.abc import Iterator

import obstore

from app.attachments.breaker import AWAY
from app.attachments.store import open_store
from app.ops.doctor.findings import Finding, fault, first_line, ok, warning
from app.settings import Settings

ABOUT = "Files"
PLACE = "doctor-"
"""Beside the folders of workspaces, whose names are digits; nothing stays there."""


def examine_files(settings: Settings) -> Iterator[Finding]:
    """Yield whether people can attach files and get them back."""
    bucket, folder = settings.files_bucket, settings.files_folder
    if not bucket and not folder:
        yield warning(ABOUT, "have no place: nobody can attach one, or export. Set FILES_FOLDER or FILES_BUCKET.")
        return
    what, check = f"the folder {folder}", "FILES_FOLDER, and who may write there"
    if bucket:
        what, check = f"the bucket {bucket}", "FILES_BUCKET, FILES_ENDPOINT, FILES_REGION and the key"
    path, written = f"{PLACE}{os.urandom(8).hex()}", os.urandom(16)
    try:
        store = open_store(settings)
        obstore.put(store, path, written)
        same = bytes(obstore.get(store, path).bytes()) == written
        obstore.delete(store, path)
    except (AWAY, OSError) as error:
        yield fault(ABOUT, f"cannot be kept in {what}: {first_line(error)}. Check {check}.")
        return
    if same:
        yield ok(ABOUT, f"are written to {what}, read and removed.")
    else:
        yield fault(ABOUT, f"come back from {what} as others than were put there. Check {check}.")
