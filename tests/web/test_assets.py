"""Style sheet, script, icons: served from memory, compressed, named by content."""

import gzip
import hashlib
import json
import re

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.web.assets import BUILD, ROOT, init_assets


@pytest.fixture(name="app", scope="module")
def bare_app() -> Flask:
    app = Flask("bare", static_folder=None)
    init_assets(app)
    return app


@pytest.fixture(name="client")
def bare_client(app: Flask) -> FlaskClient:
    return app.test_client()


def address(app: Flask, name: str) -> str:
    return str(app.jinja_env.from_string(f"{{{{ asset('{name}') }}}}").render())


def get(client: FlaskClient, path: str, **headers: str) -> TestResponse:
    return client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("app.css", "text/css; charset=utf-8"),
        ("app.js", "text/javascript; charset=utf-8"),
        ("start.js", "text/javascript; charset=utf-8"),
        ("htmx.js", "text/javascript; charset=utf-8"),
        ("sprite.svg", "image/svg+xml"),
        ("favicon.svg", "image/svg+xml"),
        ("icon-192.png", "image/png"),
        ("manifest.webmanifest", "application/manifest+json"),
    ],
)
def test_a_bundled_file_is_kept_for_a_year_under_the_hash_of_its_content(
    app: Flask, client: FlaskClient, name: str, kind: str
) -> None:
    path = address(app, name)
    answer = get(client, path)
    stem, ending = name.split(".", 1)
    assert path == f"/static/{stem}.{hashlib.sha256(answer.data).hexdigest()[:10]}.{ending}"
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_text_is_sent_with_the_best_coding_the_browser_knows(app: Flask, client: FlaskClient) -> None:
    path = address(app, "app.css")
    plain = get(client, path)
    small = get(client, path, Accept_Encoding="gzip, deflate, br, zstd")
    older = get(client, path, Accept_Encoding="gzip")
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "br"
    assert brotli.decompress(small.data) == plain.data == gzip.decompress(older.data)
    assert small.headers["Vary"] == "Accept-Encoding"
    assert len({plain.headers["ETag"], small.headers["ETag"], older.headers["ETag"]}) == 3


def test_pictures_are_not_compressed_again(app: Flask, client: FlaskClient) -> None:
    answer = get(client, address(app, "icon-512.png"), Accept_Encoding="br")
    assert "Content-Encoding" not in answer.headers


def test_an_unchanged_file_is_answered_with_304(app: Flask, client: FlaskClient) -> None:
    path = address(app, "app.js")
    etag = get(client, path).headers["ETag"]
    again = get(client, path, If_None_Match=etag)
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", ["/static/", "/static/app.css", "/static/app.0000000000.css", "/static/../wsgi.py"])
def test_an_unknown_file_is_404_and_never_reaches_the_application(client: FlaskClient, path: str) -> None:
    answer = get(client, path)
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/plain")


def test_files_are_only_read(app: Flask, client: FlaskClient) -> None:
    path = address(app, "app.css")
    assert client.post(path).status_code == 405
    head = client.head(path)
    assert (head.status_code, head.data) == (200, b"")


def test_names_browsers_ask_for_by_themselves_are_there_for_a_day(client: FlaskClient) -> None:
    answer = get(client, "/favicon.ico")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "public, max-age=86400"


def test_an_asset_that_does_not_exist_fails_where_it_is_named(app: Flask) -> None:
    with pytest.raises(KeyError, match=r"nothing\.css"):
        address(app, "nothing.css")


def test_the_manifest_points_at_files_that_are_served(app: Flask, client: FlaskClient) -> None:
    icons = get(client, address(app, "manifest.webmanifest")).get_json(force=True)["icons"]
    assert [get(client, f"/static/{icon['src']}").status_code for icon in icons] == [200] * len(icons)


def test_every_icon_a_template_names_is_in_the_sprite(app: Flask, client: FlaskClient) -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', get(client, address(app, "sprite.svg")).text))
    pattern = re.compile(r'\bicon\("([a-z0-9_-]+)"|icon_name="([a-z0-9_-]+)"')
    for template in (ROOT / "templates").rglob("*.html"):
        named = {first or second for first, second in pattern.findall(template.read_text())}
        assert named <= drawn, template


def test_a_first_visit_stays_small(app: Flask, client: FlaskClient) -> None:
    def sent(name: str) -> int:
        return len(get(client, address(app, name), Accept_Encoding="br").data)

    assert sent("app.css") <= 12_600
    assert sent("app.js") + sent("start.js") <= 20_000
    assert sum(map(sent, ("app.css", "start.js", "app.js", "htmx.js", "sprite.svg", "favicon.svg"))) <= 50_000


def test_a_page_that_is_visited_names_its_style_sheet_ahead(app: Flask, client: FlaskClient) -> None:
    visited = get(client, "/nowhere", Sec_Fetch_Dest="document")
    fetched = get(client, "/nowhere", Sec_Fetch_Dest="empty")
    assert visited.headers["Link"] == f"<{address(app, 'app.css')}>; rel=preload; as=style"
    assert "Link" not in fetched.headers


def test_scripts_are_sent_with_short_names(app: Flask, client: FlaskClient) -> None:
    served = get(client, address(app, "app.js")).text
    assert "function whenShown(" in (ROOT / "static" / "js" / "page.js").read_text()
    assert served.startswith('"use strict";')
    assert "whenShown" not in served


def test_the_bundles_hold_every_source_once(app: Flask, client: FlaskClient) -> None:
    css = get(client, address(app, "app.css")).text
    assert css.startswith("@layer tokens,base,layout,parts,state;")
    assert css.count("{") == css.count("}")
    assert "/*" not in css
    for sheet in (ROOT / "static" / "css" / "components").glob("*.css"):
        first_class = re.search(r"^ {2,4}(\.[\w-]+)", sheet.read_text(), re.MULTILINE)
        assert first_class, sheet
        assert first_class[1] in css, sheet


def test_vendored_files_match_their_recorded_checksums() -> None:
    folder = ROOT / "static" / "vendor"
    for line in (folder / "checksums.txt").read_text().splitlines():
        checksum, name = line.split()
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == checksum


def test_the_build_is_a_short_constant_for_etags() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", BUILD)


def test_the_worker_is_asked_for_each_time_and_names_files_that_are_there(app: Flask, client: FlaskClient) -> None:
    answer = get(client, "/service-worker.js")
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"
    assert f'const BUILD = "{BUILD}";' in answer.text
    page, *files = json.loads(re.findall(r"^const KEPT = (.*);$", answer.text, re.MULTILINE)[0])
    assert page == "/offline"
    assert [get(client, path).status_code for path in files] == [200] * 3
    assert len(get(client, "/service-worker.js", Accept_Encoding="br").data) <= 1_000


def test_the_manifest_has_what_installing_needs(app: Flask, client: FlaskClient) -> None:
    manifest = get(client, address(app, "manifest.webmanifest")).get_json(force=True)
    assert (manifest["id"], manifest["start_url"], manifest["scope"], manifest["display"]) == (
        "/",
        "/",
        "/",
        "standalone",
    )
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} >= {
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    assert [shortcut["name"] for shortcut in manifest["shortcuts"]] == ["New task", "Today", "Inbox"]
    for icon in [icon for shortcut in manifest["shortcuts"] for icon in shortcut["icons"]]:
        assert get(client, f"/static/{icon['src']}").status_code == 200
