"""Files in a bucket of a real S3 server that checks who asks: there and back, away, with wrong keys, and with its end.

Moto's server is fetched on first use.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from app.attachments.previewing import make_previews
from app.attachments.store import list_stored, open_stored, put, remove
from app.attachments.tidying import tidy_files
from app.cleaning import delete_workspaces
from app.database import in_workspace, utcnow
from app.exports.tidying import tidy_exports
from app.extensions import db
from app.models import Attachment
from tests.attachments.test_files import PARTIAL, TASK, attach, ids
from tests.attachments.test_pictures import picture
from tests.cast import Person, Team
from tests.drills.s3_server import BUCKET, REGION, Server, s3_server
from tests.exports.archives import ACCOUNT, WORKSPACE, archives, export, ready, run_jobs
from tests.ports import free_port
from tests.tasks.pages import add

pytestmark = pytest.mark.drill
AWAY = "The files cannot be reached just now. Try again in a minute."
Use = Callable[..., None]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with s3_server(tmp_path_factory.mktemp("s3")) as server:
        yield server


@pytest.fixture
def use(app: Flask, server: Server) -> Iterator[Use]:
    """Keep files in the bucket, empty to begin with, and let a test change how it is reached."""
    folder = app.config["SETTINGS"]
    right = {
        "files_bucket": BUCKET,
        "files_region": REGION,
        "files_endpoint": server.address,
        "files_key_id": server.key_id,
        "files_secret": server.secret,
    }

    def use(**changed: str) -> None:
        app.config["SETTINGS"] = folder.model_copy(update=right | changed)
        app.extensions.pop("primo_files", None)

    use()
    remove(lying())
    yield use
    app.config["SETTINGS"] = folder
    app.extensions.pop("primo_files", None)


@pytest.fixture(autouse=True)
def task(alice: Person) -> None:
    add(alice, "Write it down")


def lying() -> list[str]:
    return sorted(one.path for some in list_stored() for one in some)


def draw(team: Team) -> None:
    """Make the previews that wait, as the worker does."""
    with in_workspace(team.workspace_id):
        wanted = list(db.session.scalars(select(Attachment.id).where(Attachment.preview == "wanted")))
    for id in wanted:
        make_previews(str(team.workspace_id), str(id))


def test_files_go_there_and_back_and_are_only_ever_saved(use: Use, team: Team, alice: Person) -> None:
    body = os.urandom(3_000_000)
    attach(alice, (b"<script>alert(1)</script>", "page ä.html"), (body, "large.bin"), (picture(), "a.png"))
    page, large, drawn = ids(alice)
    answer = alice.get(f"{TASK}/files/{page}")
    assert answer.data == b"<script>alert(1)</script>"
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert alice.get(f"{TASK}/files/{large}").data == body
    draw(team)
    for size in ("small", "large"):
        shown = alice.get(f"{TASK}/files/{drawn}/picture?size={size}")
        assert (shown.status_code, shown.mimetype) == (200, "image/webp")
    assert len(lying()) == 5
    for id in (page, large, drawn):
        alice.post(f"{TASK}/files/{id}/deletion")
    tidy_files(utcnow() + timedelta(days=29))
    assert len(lying()) == 5, "they can still be brought back"
    tidy_files(utcnow() + timedelta(days=31))
    assert lying() == []


def test_what_passes_the_quota_leaves_nothing_there(
    use: Use, app: Flask, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "FILES_QUOTA_MB", 1)
    attach(alice, (b"x" * 600_000, "a.bin"))
    kept = lying()
    assert attach(alice, (b"x" * 600_000, "b.bin"), headers=PARTIAL).status_code in (413, 422)
    assert lying() == kept
    assert len(ids(alice)) == 1


@pytest.mark.parametrize("wrong", ["secret", "key", "bucket", "down"])
def test_where_it_is_away_that_is_said_and_nothing_is_lost(use: Use, alice: Person, wrong: str) -> None:
    attach(alice, (b"one", "a.txt"))
    file = f"{TASK}/files/{ids(alice)[0]}"
    kept = lying()
    changed = {
        "secret": {"files_secret": "wrong"},
        "key": {"files_key_id": "nobody"},
        "bucket": {"files_bucket": "another"},
        "down": {"files_endpoint": f"http://127.0.0.1:{free_port()}"},
    }
    use(**changed[wrong])
    refused = attach(alice, (b"two", "b.txt"), headers=PARTIAL)
    assert (refused.status_code, refused.text) == (422, AWAY)
    assert alice.get(TASK).status_code == 200, "pages do without it"
    assert alice.get(file).status_code == 503
    alice.post(WORKSPACE)
    run_jobs()
    assert ready(alice) == []
    use()
    assert alice.get(file).data == b"one"
    assert len(ids(alice)) == 1
    assert lying() == kept
    assert attach(alice, (b"two", "b.txt")).status_code == 303


def test_an_export_goes_in_parts_and_its_archive_with_it(use: Use, alice: Person, bob: Person) -> None:
    body = os.urandom(12 * 1024 * 1024)
    attach(alice, (body, "large.bin"))
    opened = export(alice)
    assert opened.zip.read(opened.rows("files")[0]["path"]) == body
    assert opened.zip.testzip() is None
    export(bob, ACCOUNT)
    assert len(archives()) == 2
    assert bob.post("/account/deletion", {"email": bob.email}).status_code == 303
    assert len(archives()) == 1
    tidy_exports(utcnow() + timedelta(days=7, hours=1))
    assert archives() == []


def test_a_workspace_that_ends_takes_its_files_along(use: Use, team: Team, alice: Person) -> None:
    attach(alice, (picture(), "a.png"))
    draw(team)
    export(alice)
    before = lying()
    assert len([path for path in before if path.startswith(team.workspace_id.hex)]) == 3
    alice.post("/acme/settings/workspace/deletion", {"name": "Acme"})
    assert lying() == before, "it can still be brought back"
    delete_workspaces(utcnow() + timedelta(days=15))
    tidy_files(utcnow() + timedelta(hours=7))
    tidy_exports(utcnow())
    assert lying() == []


def test_who_reads_slowly_gets_all_of_it(use: Use) -> None:
    body = os.urandom(60 * 1024 * 1024)
    put("slow", body)
    size, pieces = open_stored("slow")
    read = b""
    for number, piece in enumerate(pieces):
        read += piece
        if number % 10 == 0 and number < 80:
            time.sleep(10)
    assert (size, read == body) == (len(body), True)


def test_a_large_file_is_taken_whole(use: Use, alice: Person) -> None:
    body = os.urandom(20 * 1024 * 1024)
    assert alice.post(f"{TASK}/files", {"file": (BytesIO(body), "large.bin")}).status_code == 303
    assert alice.get(f"{TASK}/files/{ids(alice)[0]}").data == body
