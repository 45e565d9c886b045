"""Previews: drawn anew, without what came along, and never from what only claims to be a picture."""

from __future__ import annotations

import struct
import zlib
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from app.attachments import previewing
from app.attachments.pictures import NotShown, draw_previews
from app.attachments.previewing import make_previews
from app.attachments.tidying import draw_missing
from app.database import in_workspace, utcnow
from app.extensions import db
from app.models import Attachment
from tests.attachments.test_files import TASK, attach, ids
from tests.cast import Person, Team
from tests.tasks.pages import add


def picture(kind: str = "PNG", size: tuple[int, int] = (800, 400), **options: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "navy").save(out, kind, **options)
    return out.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, *more: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_is_drawn_in_two_sizes(kind: str) -> None:
    drawn = draw_previews(picture(kind))
    sizes = {name: Image.open(BytesIO(body)).size for name, body in drawn.items()}
    assert sizes == {"small": (320, 160), "large": (800, 400)}


def test_nothing_that_came_along_stays() -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "Taken at home", 6
    drawn = draw_previews(picture("JPEG", exif=exif, icc_profile=b"secret profile", comment=b"secret comment"))
    for body in drawn.values():
        assert b"home" not in body
        assert b"secret" not in body
        assert set(Image.open(BytesIO(body)).info) <= {"loop", "background", "timestamp", "duration"}
    assert Image.open(BytesIO(drawn["large"])).size == (400, 800), "turned as its camera was"


BOMBS = {
    "a flood of pixels": png(60_000, 60_000),
    "a flood of text": png(10, 10, chunk(b"zTXt", b"k\0\0" + zlib.compress(b"\0" * 80_000_000))),
    "half a picture": picture("JPEG")[:600],
    "a page that begins as a picture": b"GIF89a/*<script>alert(1)</script>*/=1;",
    "another kind in disguise": b"\x89PNG\r\n\x1a\n%!PS-Adobe-3.0 EPSF-3.0",
}


@pytest.mark.parametrize("body", BOMBS.values(), ids=BOMBS)
def test_a_bomb_or_a_disguise_is_not_drawn(body: bytes) -> None:
    with pytest.raises(NotShown):
        draw_previews(body)


def test_the_job_draws_and_the_page_shows_only_what_was_drawn(alice: Person, team: Team) -> None:
    add(alice, "Write it down")
    tail = b"<script>alert(1)</script>PK\x03\x04"
    attach(alice, (picture() + tail, "a.png"), (b"\x89PNG\r\n\x1a\nno", "b.png"), (b"text", "c.png"))
    with in_workspace(team.workspace_id):
        states = {file.name: file.preview for file in db.session.scalars(select(Attachment))}
        wanted = list(db.session.scalars(select(Attachment.id).where(Attachment.preview == "wanted")))
    assert states == {"a.png": "wanted", "b.png": "wanted", "c.png": "none"}
    before = alice.viewer().version
    for id in wanted:
        make_previews(str(team.workspace_id), str(id))
    assert alice.viewer().version > before, "open pages hear of it"
    shown, *others = ids(alice)
    for size in ("small", "large"):
        answer = alice.get(f"{TASK}/files/{shown}/picture?size={size}")
        assert (answer.status_code, answer.mimetype) == (200, "image/webp")
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert b"script" not in answer.data
    assert [alice.get(f"{TASK}/files/{id}/picture").status_code for id in others] == [404, 404]
    for size in ("", "../x"):
        assert alice.get(f"{TASK}/files/{shown}/picture?size={size}").status_code == 404
    assert f"files/{shown}/picture" in alice.get(TASK).text


def test_the_clock_asks_again_for_what_was_not_drawn(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    add(alice, "Write it down")
    attach(alice, (picture(), "a.png"))
    asked: list[object] = []
    monkeypatch.setattr(previewing, "enqueue", lambda _job, ids: asked.extend(ids))
    draw_missing(utcnow())
    assert not asked
    draw_missing(utcnow() + timedelta(minutes=2))
    assert len(asked) == 1
