"""What browsers get from `static/`: one style sheet, one script, two libraries, one sprite, icons and the manifest.

Made in memory at boot, so there is no build step and nothing to commit or to clean up.
"""

import hashlib
import mimetypes
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from app.translation.scripts import spoken
from app.web.minifying import minified

# Later sheets win over earlier ones of the same layer; components are independent of each other.
STYLES = ("tokens.css", "reset.css", "base.css", "utilities.css", "layout.css")

# The scripts of every page share one function scope: page.js brings what the others use.
SCRIPTS = ("page.js",)

# Scripts of their own, each with what it needs before it. start.js asks for the others; see data-script in scripts.js.
ALONE = {
    "start.js": (),
    "files.js": (),
    "kept.js": (),
    "narrowing.js": (),
    "passkeys.js": (),
    "table.js": SCRIPTS,
}

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r"\s*([{};,])\s*")


def bundle(static: Path) -> dict[str, bytes]:
    """Return the served files by plain name, such as "app.css", still without a hash in the name."""
    files = {
        "app.css": style_sheet(static / "css"),
        **scripts(static / "js"),
        "htmx.js": (static / "vendor" / "htmx.min.js").read_bytes(),
        "sortable.js": (static / "vendor" / "sortable.min.js").read_bytes(),
        "sprite.svg": re.sub(r"<!--.*?-->|\n", "", (static / "icons" / "sprite.svg").read_text()).encode(),
    }
    for icon in sorted((static / "icons").glob("*")):
        if icon.suffix in {".svg", ".png"} and icon.name not in files:
            files[icon.name] = icon.read_bytes()
    files["manifest.webmanifest"] = _manifest(static / "manifest.webmanifest", files)
    return files


def style_sheet(folder: Path) -> bytes:
    """Join the sheets in the order of their layers, without comments and needless space."""
    sheets = [folder / name for name in STYLES] + sorted((folder / "components").glob("*.css"))
    text = _COMMENT.sub("", "".join(sheet.read_text() for sheet in sheets))
    text = _AROUND.sub(r"\1", _SPACE.sub(" ", text))
    return text.replace(": ", ":").replace(";}", "}").strip().encode()


def scripts(folder: Path, say: Callable[[str], str] = str) -> dict[str, bytes]:
    """Return our own scripts by their served names, their texts as `say` says them."""
    texts = {"app.js": joined(folder), **{name: alone(folder, name, *before) for name, before in ALONE.items()}}
    said = minified([spoken(text, say) for text in texts.values()])
    return {name: text.encode() for name, text in zip(texts, said, strict=True)}


def joined(folder: Path) -> str:
    """Return the script of every page: all that lies in the folder itself."""
    first = [folder / name for name in SCRIPTS]
    return script(*first, *sorted(path for path in folder.glob("*.js") if path.name not in SCRIPTS))


def alone(folder: Path, name: str, *before: str) -> str:
    """Return a script that lies in a folder of its own, with the scripts it needs before it."""
    return script(*(folder / one for one in before), folder / Path(name).stem / name)


def script(*parts: Path) -> str:
    """Join scripts into one function, without comments."""
    lines = (line.strip() for part in parts for line in part.read_text().splitlines())
    kept = [line for line in lines if line and not line.startswith(("//", "/*", "*"))]
    return "\n".join(['"use strict";(() => {', *kept, "})();\n"])


def hashed(name: str, body: bytes) -> str:
    """Return the name with a piece of the content's hash: app.css becomes app.1f3a9c0d2b.css."""
    stem, dot, ending = name.partition(".")
    return f"{stem}.{hashlib.sha256(body).hexdigest()[:10]}{dot}{ending}"


def content_type(name: str) -> str:
    """Return the type a file is sent with; text is always UTF-8."""
    if name.endswith(".webmanifest"):
        return "application/manifest+json"
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _manifest(path: Path, files: Mapping[str, bytes]) -> bytes:
    """Point the manifest's icons at their hashed names; it lies in the same folder."""
    text = path.read_text()
    for name, body in files.items():
        text = text.replace(f'"src": "{name}"', f'"src": "{hashed(name, body)}"')
    return text.encode()
