"""Files on tasks: attached, fetched, deleted and brought back, by those who may."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.attachments import adding, routes
from app.attachments.adding import Upload, store_upload
from app.attachments.naming import clean_name
from app.attachments.tidying import tidy_files
from app.database import in_workspace, utcnow
from app.extensions import db
from app.models import Attachment
from tests.cast import Person, Team
from tests.tasks.pages import add, told

TASK = "/acme/tasks/WEB-1"
FILE = re.compile(r'id="file-([0-9a-f-]{36})"')
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture(autouse=True)
def task(alice: Person) -> None:
    add(alice, "Write it down")


@pytest.fixture
def shelf(app: Flask) -> Path:
    """The folder of the store, emptied."""
    folder = Path(app.config["FILES_FOLDER"])
    for path in stored(folder):
        path.unlink()
    return folder


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def attach(person: Person, *files: tuple[bytes, str], **options: object) -> TestResponse:
    return person.post(f"{TASK}/files", {"file": [(BytesIO(body), name) for body, name in files]}, **options)


def ids(person: Person) -> list[str]:
    return FILE.findall(person.get(TASK).text)


def test_several_files_are_attached_by_a_plain_form_and_fetched_by_everyone(alice: Person, gina: Person) -> None:
    assert attach(alice, (b"one", "Plan A.txt"), (b"two", "b.bin")).status_code == 303
    page = gina.get(TASK).text
    assert "Plan A.txt" in page
    assert "attached “Plan A.txt”" in " ".join(told(page))
    assert "Attach files" not in page, "guests look only"
    answer = gina.get(f"{TASK}/files/{ids(gina)[0]}")
    assert answer.data == b"one"
    assert attach(gina, (b"three", "c")).status_code == 403


def test_a_script_hears_nothing_or_why_not(alice: Person) -> None:
    assert attach(alice, (b"one", "a.txt"), headers=PARTIAL).status_code == 204
    refused = attach(alice, (b"", "a.txt"), headers=PARTIAL)
    assert (refused.status_code, refused.text) == (422, "“a.txt” is empty.")
    assert refused.mimetype == "text/plain"
    pieces = alice.get(f"{TASK}/files", headers=PARTIAL | {"HX-Current-URL": f"http://localhost{TASK}"}).text
    assert 'hx-target="#task-files"' in pieces
    assert "a.txt" in pieces


def test_the_form_says_what_is_wrong(alice: Person) -> None:
    answer = alice.post(f"{TASK}/files", {"file": (BytesIO(b""), "")})
    assert answer.status_code == 422
    assert "Choose a file first." in answer.text


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Temp\\plan.doc", "plan.doc"),
        ("gpj.\u202eexe", "gpj.exe"),
        ("a\x00b\r\n.txt", "ab.txt"),
        ('<b>|"?*.txt', "b.txt"),
        ("...", "file"),
        ("\u202e\u200b", "file"),
        ("é" * 300 + ".pdf", "é" * 98 + ".pdf"),
        ("." + "x" * 400, "x" * 200),
    ],
)
def test_names_are_cleaned(given: str, kept: str) -> None:
    assert clean_name(given) == kept
    assert len(kept.encode()) <= 200


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "a.svg"),
        (b"<!doctype html><script>alert(1)</script>", "a.html"),
        (b"GIF89a/*<script>alert(1)</script>*/=1;PK\x03\x04", "a.gif"),
    ],
)
def test_what_could_run_is_only_ever_saved(alice: Person, body: bytes, name: str) -> None:
    attach(alice, (body, name))
    answer = alice.get(f"{TASK}/files/{ids(alice)[0]}")
    assert answer.data == body
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert alice.get(f"{TASK}/files/{ids(alice)[0]}/picture").status_code == 404


def test_only_who_sees_the_task_now_gets_its_file(alice: Person, bob: Person, charlie: Person) -> None:
    attach(alice, (b"one", "a.txt"))
    address = f"{TASK}/files/{ids(alice)[0]}"
    add(alice, "Another")
    assert alice.get(address.replace("WEB-1", "WEB-2")).status_code == 404
    assert alice.post(f"{address.replace('WEB-1', 'WEB-2')}/deletion").status_code == 404
    assert charlie.get(address).status_code == 404
    assert bob.get(address).status_code == 200
    alice.post(f"{TASK}/trash")
    assert bob.get(address).status_code == 404
    assert attach(bob, (b"two", "b.txt")).status_code == 404


def test_a_body_past_the_limit_is_not_read(alice: Person, shelf: Path) -> None:
    class Endless(BytesIO):
        def read(self, *_: object) -> bytes:
            raise AssertionError("read")

        readline = readinto = read  # type: ignore[assignment]

    answer = alice.client.post(
        f"{TASK}/files",
        input_stream=Endless(),
        environ_overrides={"CONTENT_LENGTH": str(26 * 1024 * 1024)},
        content_type="multipart/form-data; boundary=x",
        headers=PARTIAL,
    )
    assert (answer.status_code, answer.text) == (422, "This is too large. Send at most 25 MB at once.")
    assert not stored(shelf)


def test_a_body_that_cannot_fit_is_not_read(app: Flask, alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "FILES_QUOTA_MB", 1)
    monkeypatch.setattr(routes, "read_uploads", lambda: pytest.fail("read"))
    assert attach(alice, (b"x" * 1_100_000, "a.bin"), headers=PARTIAL).status_code == 422


def test_a_deleted_file_takes_no_place_on_its_task(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MOST_ON_A_TASK", 1)
    attach(alice, (b"one", "a.txt"))
    assert attach(alice, (b"two", "b.txt"), headers=PARTIAL).status_code == 422
    alice.post(f"{TASK}/files/{ids(alice)[0]}/deletion")
    assert attach(alice, (b"two", "b.txt"), headers=PARTIAL).status_code == 204


def test_two_uploads_at_once_do_not_pass_the_quota(
    app: Flask, alice: Person, bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(alice, "Another")
    app.config["FILES_QUOTA_MB"] = 1
    both, found = Barrier(2), []

    def store_together(*given: object) -> Upload:
        stored = store_upload(*given)  # type: ignore[arg-type]
        both.wait(120)
        return stored

    def send(person: Person, ref: str) -> None:
        form = {"file": (BytesIO(b"x" * 600_000), "a.bin")}
        found.append(person.post(f"/acme/tasks/{ref}/files", form, headers=PARTIAL).status_code)

    monkeypatch.setattr(routes, "store_upload", store_together)
    try:
        threads = [Thread(target=send, args=one) for one in ((alice, "WEB-1"), (bob, "WEB-2"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(found) == [204, 422]
    finally:
        app.config["FILES_QUOTA_MB"] = 2000


def test_a_deleted_file_comes_back_by_undo_and_goes_after_30_days(alice: Person, shelf: Path, team: Team) -> None:
    attach(alice, (b"one", "a.txt"), (b"two", "b.txt"))
    first, second = ids(alice)
    assert alice.post(f"{TASK}/files/{first}/deletion").status_code == 303
    assert alice.get(f"{TASK}/files/{first}").status_code == 404
    assert ids(alice) == [second]
    alice.post("/acme/undo")
    assert ids(alice) == [first, second]
    alice.post(f"{TASK}/files/{first}/deletion")
    tidy_files(utcnow() + timedelta(days=29))
    assert len(stored(shelf)) == 2
    tidy_files(utcnow() + timedelta(days=31))
    assert len(stored(shelf)) == 1
    assert alice.get(f"{TASK}/files/{second}").data == b"two"


def test_the_files_of_a_task_deleted_for_ever_go(alice: Person, shelf: Path) -> None:
    attach(alice, (b"one", "a.txt"))
    (shelf / "readme").write_text("Not ours")
    alice.post(f"{TASK}/trash")
    alice.post(f"{TASK}/deletion")
    tidy_files(utcnow())
    assert len(stored(shelf)) == 2, "perhaps one that is being sent"
    tidy_files(utcnow() + timedelta(hours=7))
    assert stored(shelf) == [shelf / "readme"]


def test_no_name_is_a_path(alice: Person, shelf: Path, team: Team) -> None:
    attach(alice, (b"one", "../../x.sh"))
    (path,) = stored(shelf)
    with in_workspace(team.workspace_id):
        key = db.session.scalars(select(Attachment.store_key)).one()
    assert path == shelf / team.workspace_id.hex / key
