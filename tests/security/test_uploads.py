"""Files that are two things at once, or claim to be another: all that is sent is only ever handed back to be saved."""

from __future__ import annotations

import gzip
import io
import json
import re
import struct
import zipfile
import zlib
from urllib.parse import unquote

import pytest

from app.attachments import adding
from app.attachments.adding import MB
from app.attachments.pictures import NotShown, draw_previews
from tests.attachments.test_files import FILE, PARTIAL, TASK, attach
from tests.attachments.test_pictures import picture, png
from tests.cast import Person
from tests.tasks.pages import add

SCRIPT = b"<script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + SCRIPT + b"</svg>"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF"
HOSTILE = {
    "both.gif": b"GIF89a/*" + SCRIPT + b"*/=1;",
    "svg as a picture.png": SVG,
    "xml.svg": b'<?xml version="1.0"?><?xml-stylesheet href="//evil.example/x.xsl"?>' + SVG,
    "page.html": b"<!doctype html>" + SCRIPT,
    "page.xhtml": b'<html xmlns="http://www.w3.org/1999/xhtml">' + SCRIPT + b"</html>",
    "script.pdf": PDF,
    "picture and page.png": picture(size=(8, 8)) + SCRIPT,
    "picture and archive.jpg": picture("JPEG", (8, 8)) + b"PK\x05\x06" + b"\0" * 18,
    "worker.js": b"self.onfetch = (one) => one.respondWith(new Response('mine'));",
    "old.swf": b"CWS\x09" + b"\0" * 20,
    "utf7.txt": b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
}
NAMES = {
    'a"; filename="b.html': "a; filename=b.html",
    "a\r\nSet-Cookie: stolen=1\r\n\r\n.txt": "aSet-Cookie stolen=1.txt",
    "gpj.\u202elmth.exe": "gpj.lmth.exe",
    "..\\..\\a/../../etc/passwd%00.png": "passwd%00.png",
    "<img src=x onerror=alert(1)>.png": "img src=x onerror=alert(1).png",
}


@pytest.fixture(autouse=True)
def task(alice: Person) -> None:
    add(alice, "Write it down")


def test_whatever_is_sent_is_handed_back_to_be_saved_and_nothing_else(alice: Person) -> None:
    assert attach(alice, *((body, name) for name, body in HOSTILE.items())).status_code == 303
    page = alice.get(TASK).text
    found = list(dict.fromkeys(FILE.findall(page)))
    assert len(found) == len(HOSTILE)
    for id, (name, body) in zip(found, HOSTILE.items(), strict=True):
        answer = alice.get(f"{TASK}/files/{id}", headers={"Accept": "text/html", "Range": "bytes=8-"})
        assert (answer.status_code, answer.data, answer.content_type) == (200, body, "application/octet-stream"), name
        assert answer.headers["Content-Disposition"].startswith("attachment; "), name
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox", name
        assert answer.headers["X-Content-Type-Options"] == "nosniff", name
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin", name
        assert alice.get(f"{TASK}/files/{id}/picture").status_code == 404, "nothing is shown that was not drawn"
    assert not re.search(f"<(?:img|object|embed|iframe)[^>]*(?:{'|'.join(found)})", page)


def test_a_name_stays_a_name_in_the_header_and_on_the_page(alice: Person) -> None:
    for given, kept in NAMES.items():
        name = "".join(f"%{one:02X}" for one in given.encode())
        sent = f"--b\r\nContent-Disposition: form-data; name=file; filename*=UTF-8''{name}\r\n\r\nx\r\n--b--"
        kind = {"Content-Type": "multipart/form-data; boundary=b", "Sec-Fetch-Site": "same-origin"}
        assert alice.client.post(f"{TASK}/files", data=sent.encode(), headers=kind).status_code == 303, given
        id = FILE.findall(alice.get(TASK).text)[-1]
        answer = alice.get(f"{TASK}/files/{id}")
        named = answer.headers["Content-Disposition"]
        assert re.fullmatch(r"attachment; filename=\"file\"; filename\*=UTF-8''[A-Za-z0-9._~%-]+", named), named
        assert unquote(named.partition("''")[2]) == kept
        assert "Set-Cookie" not in answer.headers


def test_an_archive_is_never_unpacked(alice: Person) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("../../zeros", b"\0" * 20_000_000)
    assert attach(alice, (bomb.getvalue(), "bomb.zip")).status_code == 303
    (first, *_) = FILE.findall(alice.get(TASK).text)
    assert alice.get(f"{TASK}/files/{first}").data == bomb.getvalue()


def test_a_file_may_be_so_large_and_a_task_hold_so_many(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.attachments.adding.file_limit", lambda: MB)
    refused = attach(alice, (b"x" * (MB + 1), "a.bin"), headers=PARTIAL)
    assert (refused.status_code, refused.text) == (422, "“a.bin” is too large: a file may have 1 MB.")
    monkeypatch.setattr(adding, "MOST_ON_A_TASK", 2)
    assert attach(alice, *((b"x", "a.txt"),) * 2, headers=PARTIAL).status_code == 204
    assert attach(alice, (b"x", "a.txt"), headers=PARTIAL).status_code == 422


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "PPM", "ICO"])
def test_a_picture_of_another_kind_is_not_opened(kind: str) -> None:
    with pytest.raises(NotShown):
        draw_previews(picture(kind, (16, 16)))


def test_a_flood_of_pixels_is_refused_by_its_size_alone() -> None:
    gif = b"GIF89a" + struct.pack("<HHBBB", 9000, 5000, 0, 0, 0) + b"," + struct.pack("<HHHHB", 0, 0, 9000, 5000, 0)
    for body in (png(9000, 5000), gif + b"\x02\x02\x4c\x01\x00;"):
        with pytest.raises(NotShown, match="too many pixels"):
            draw_previews(body)


def test_a_body_that_is_packed_is_taken_as_it_came(alice: Person) -> None:
    """Nothing unpacks it, so that a few bytes cannot become many."""
    packed = {"gzip": gzip.compress(b"title=" + b"x" * 50_000_000), "deflate": zlib.compress(b"title=a")}
    for coding, body in packed.items():
        for path, kind in (("/acme/tasks", "application/x-www-form-urlencoded"), ("/api/tasks", "application/json")):
            headers = {"Content-Type": kind, "Content-Encoding": coding, "Sec-Fetch-Site": "same-origin"}
            assert alice.client.post(path, data=body, headers=headers).status_code == 400, (path, coding)
    sent = {"Content-Type": "application/json", "Content-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"}
    body = gzip.compress(json.dumps({"title": "x"}).encode())
    assert alice.client.post("/api/tasks", data=body, headers=sent).status_code == 400


def test_what_stands_before_a_file_is_short(alice: Person) -> None:
    for more in ("a: b\r\n" * 200_000, f"X-Long: {'x' * 2_000_000}\r\n"):
        sent = f'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n{more}\r\nx\r\n--b--'
        kind = {"Content-Type": "multipart/form-data; boundary=b", "Sec-Fetch-Site": "same-origin"}
        assert alice.client.post(f"{TASK}/files", data=sent.encode(), headers=kind).status_code == 422
    assert FILE.findall(alice.get(TASK).text) == []
