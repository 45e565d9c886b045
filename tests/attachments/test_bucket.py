"""Files in a bucket instead of a folder, and a store that is away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from app.attachments.store import TRIES
from app.attachments.tidying import tidy_files
from app.database import utcnow
from tests.attachments.bucket import Bucket, running
from tests.attachments.test_files import PARTIAL, TASK, attach, ids
from tests.cast import Person
from tests.tasks.pages import add


@pytest.fixture
def bucket(app: Flask) -> Iterator[Bucket]:
    """A bucket in the place of this instance's folder."""
    folder = app.config["SETTINGS"]
    with running() as (bucket, address):
        app.config["SETTINGS"] = folder.model_copy(
            update={
                "files_bucket": "files",
                "files_endpoint": address,
                "files_key_id": "key",
                "files_secret": "secret",
            }
        )
        app.extensions.pop("primo_files", None)
        yield bucket
    app.config["SETTINGS"] = folder
    app.extensions.pop("primo_files", None)


def test_a_file_goes_there_and_back_and_away(alice: Person, bucket: Bucket) -> None:
    add(alice, "Write it down")
    attach(alice, (b"one", "a.txt"), (b"two", "b.txt"))
    first, second = ids(alice)
    assert alice.get(f"{TASK}/files/{second}").data == b"two"
    bucket.kept["somebody/elses"] = b"Not ours"
    alice.post(f"{TASK}/files/{first}/deletion")
    tidy_files(utcnow() + timedelta(days=31))
    assert sorted(bucket.kept.values()) == [b"Not ours", b"two"]


def test_a_store_that_is_away_is_said_and_nothing_is_attached(alice: Person, bucket: Bucket) -> None:
    add(alice, "Write it down")
    attach(alice, (b"one", "a.txt"))
    bucket.is_away = True
    refused = attach(alice, (b"two", "b.txt"), headers=PARTIAL)
    assert (refused.status_code, refused.text) == (422, "The files cannot be reached just now. Try again in a minute.")
    assert alice.get(f"{TASK}/files/{ids(alice)[0]}").status_code == 503
    assert len(ids(alice)) == 1


@pytest.mark.parametrize(("fails", "tries"), [(503, TRIES), (404, 1)], ids=["broken", "no bucket"])
def test_a_store_that_fails_is_asked_a_few_times_and_keeps_nobody_waiting(
    alice: Person, bucket: Bucket, fails: int, tries: int
) -> None:
    add(alice, "Write it down")
    attach(alice, (b"one", "a.txt"))
    bucket.fails, bucket.asked = fails, 0
    refused = attach(alice, (b"two", "b.txt"), headers=PARTIAL)
    assert refused.text == "The files cannot be reached just now. Try again in a minute."
    assert bucket.asked == tries
    assert alice.get(f"{TASK}/files/{ids(alice)[0]}").status_code == 503
