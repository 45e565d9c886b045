"""Serves the bundled files in front of the application, from memory and already compressed.

In front, so that no session, limit or database is asked for a style sheet; in memory, so that brotli is paid
once at boot and a killed process leaves no files behind.
"""

import gzip
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import brotli
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.wrappers import Request, Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX = "/static/"
YEAR = "public, max-age=31536000, immutable"
DAY = "public, max-age=86400"
ASKED_EACH_TIME = "no-cache"
SAFE = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class ServedFile:
    """One file as it goes over the wire: its body by content coding ("" is the plain one)."""

    bodies: Mapping[str, bytes]
    kind: str
    etag: str
    caching: str = YEAR
    policy: str = "default-src 'none'"

    @classmethod
    def made(cls, body: bytes, kind: str, caching: str = YEAR, policy: str = "default-src 'none'") -> "ServedFile":
        """Compress what shrinks; pictures are left alone."""
        bodies = {"": body}
        if not kind.startswith("image/png"):
            bodies |= {"br": brotli.compress(body), "gzip": gzip.compress(body, 9, mtime=0)}
        return cls(bodies, kind, hashlib.sha256(body).hexdigest()[:16], caching, policy)


class StaticFiles:
    """In front of the application: answers every path below /static/ and the fixed names it was given."""

    def __init__(self, app: "WSGIApplication", files: Mapping[str, ServedFile]) -> None:
        self.app = app
        self.files = files

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path.startswith(PREFIX) or path in self.files:
            return self._answer(Request(environ))(environ, start_response)
        return self.app(environ, start_response)

    def _answer(self, request: Request) -> Response:
        file = self.files.get(request.path)
        if file is None:
            return Response(NotFound.description, 404, SAFE, mimetype="text/plain")
        if request.method not in {"GET", "HEAD"}:
            return Response(MethodNotAllowed.description, 405, {**SAFE, "Allow": "GET, HEAD"}, mimetype="text/plain")
        coding = request.accept_encodings.best_match([c for c in file.bodies if c]) or ""
        response = Response(file.bodies[coding], content_type=file.kind)
        response.headers.update({**SAFE, "Cache-Control": file.caching, "Content-Security-Policy": file.policy})
        response.vary.add("Accept-Encoding")
        if coding:
            response.content_encoding = coding
        response.set_etag(f"{file.etag}-{coding}" if coding else file.etag)
        return response.make_conditional(request)
