"""Style sheet, script and icons: bundled at boot, named by content, kept by browsers for a year.

Templates write `asset("app.css")`; `icon_sprite` is the address of the icons.
A changed file is seen at the next start.
"""

import hashlib
import json
from functools import cache
from pathlib import Path

from flask import Flask, Response, request
from markupsafe import Markup

from app.translation.catalogues import spoken_elsewhere
from app.translation.speaking import language
from app.web.bundles import bundle, content_type, hashed, scripts
from app.web.headers import POLICY
from app.web.minifying import minified
from app.web.static_files import ASKED_EACH_TIME, DAY, PREFIX, ServedFile, StaticFiles

ROOT = Path(__file__).resolve().parents[2]

# Browsers ask for these by themselves, whatever the page says.
FIXED_NAMES = {"/favicon.ico": "icon-32.png", "/apple-touch-icon.png": "icon-180.png"}

# What a browser keeps for the hours without a line: the page that says so, first of all, and what it is made of. Its
# scripts are those that the page names, in the language it came in.
WORKER = "/service-worker.js"
OFFLINE_PAGE = "/offline"
OFFLINE_FILES = ("app.css", "sprite.svg", "favicon.svg")


def init_assets(app: Flask) -> None:
    """Serve the bundled files below /static/ and give templates `asset`, `icon_sprite` and `draw_icon`."""
    bodies = bundle(ROOT / "static")
    addresses = {name: PREFIX + hashed(name, body) for name, body in bodies.items()}
    files = {addresses[name]: ServedFile.made(body, content_type(name)) for name, body in bodies.items()}
    elsewhere: dict[str, dict[str, str]] = {}
    for one, known in spoken_elsewhere().items():
        said = scripts(ROOT / "static" / "js", known.say)
        own = {name: PREFIX + hashed(name, body) for name, body in said.items()}
        files |= {own[name]: ServedFile.made(body, content_type(name)) for name, body in said.items()}
        elsewhere[one] = addresses | own
    for path, name in FIXED_NAMES.items():
        files[path] = ServedFile.made(bodies[name], content_type(name), DAY)
    kept = [OFFLINE_PAGE, *(addresses[name] for name in OFFLINE_FILES)]
    files[WORKER] = ServedFile.made(
        _worker(kept), content_type(WORKER), ASKED_EACH_TIME, "default-src 'none'; connect-src 'self'"
    )

    def asset(name: str) -> str:
        """Return the address of a bundled file, of scripts in the spoken language; KeyError names one there is not."""
        return elsewhere.get(language(), addresses)[name]

    @cache
    def draw_icon(name: str, cls: str = "") -> Markup:
        """Return an icon of the sprite; its name and classes are ours, as they stand in templates and tables."""
        return Markup('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>').format(
            f"icon {cls}".rstrip(), addresses["sprite.svg"], name
        )

    @app.after_request
    def name_the_sheet(response: Response) -> Response:
        """Name the style sheet ahead of a page that is visited: it is asked for before the page has been read."""
        is_ours = response.headers.get("Content-Security-Policy", POLICY) == POLICY
        if is_ours and request.headers.get("Sec-Fetch-Dest") == "document" and response.mimetype == "text/html":
            response.headers["Link"] = f"<{addresses['app.css']}>; rel=preload; as=style"
        return response

    app.wsgi_app = StaticFiles(app.wsgi_app, files)  # type: ignore[method-assign]
    app.jinja_env.globals.update(asset=asset, draw_icon=draw_icon, icon_sprite=addresses["sprite.svg"])


def _worker(kept: list[str]) -> bytes:
    """Return the service worker: another one for each build, so that browsers take it over."""
    (script,) = minified([(ROOT / "static" / "js" / "worker" / "service-worker.js").read_text()])
    return f"const BUILD = {json.dumps(BUILD)};\nconst KEPT = {json.dumps(kept)};\n{script}".encode()


def _build() -> str:
    """Return a hash of everything a page is made of: code, templates, translations and static files."""
    digest = hashlib.sha256()
    for folder in ("app", "static", "templates", "translations"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


# Part of every ETag, so that a release is never answered with the pages of the one before.
BUILD = _build()
