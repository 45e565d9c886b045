"""An export goes into a bucket in parts, and nothing of it stays there when the bucket goes away meanwhile."""

from __future__ import annotations

import os
from io import BytesIO

from tests.attachments.bucket import Bucket
from tests.attachments.test_bucket import bucket
from tests.cast import Person
from tests.exports.archives import WORKSPACE, export, run_jobs
from tests.tasks.pages import add

__all__ = ["bucket"]


def test_an_archive_larger_than_a_part_goes_there_and_back(alice: Person, bucket: Bucket) -> None:
    body = os.urandom(12 * 1024 * 1024)
    add(alice, "Large")
    alice.post("/acme/tasks/WEB-1/files", {"file": (BytesIO(body), "large.bin")})
    opened = export(alice)
    assert opened.zip.read(opened.rows("files")[0]["path"]) == body
    assert bucket.most_parts >= 2
    bucket.is_away = True
    alice.post(WORKSPACE)
    run_jobs()
    assert len([key for key in bucket.kept if key.startswith("exports/")]) == 1
    assert "about to begin" in alice.get(WORKSPACE).text
