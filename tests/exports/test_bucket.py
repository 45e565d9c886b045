"""An export goes into a bucket in parts, and nothing of it stays there when the bucket goes away meanwhile."""

from __future__ import annotations

import os
from io import BytesIO

from app.database import utcnow
from app.exports.tidying import tidy_exports
from tests.attachments.bucket import Bucket
from tests.attachments.test_bucket import bucket
from tests.cast import Person
from tests.exports.archives import ACCOUNT, WORKSPACE, archives, export, run_jobs
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


def test_where_the_one_before_cannot_be_removed_the_new_one_is_there(alice: Person, bucket: Bucket) -> None:
    export(alice)
    bucket.keeps = 1
    assert export(alice).manifest
    assert len(archives()) == 2
    tidy_exports(utcnow())
    assert len(archives()) == 1


def test_an_account_is_deleted_while_its_archive_cannot_be_reached(bob: Person, bucket: Bucket) -> None:
    export(bob, ACCOUNT)
    bucket.is_away = True
    left = bob.post("/account/deletion", {"email": bob.email})
    assert (left.status_code, left.location) == (303, "/sign-in")
    bucket.is_away = False
    tidy_exports(utcnow())
    assert archives() == []
