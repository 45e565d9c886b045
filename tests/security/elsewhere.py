"""Addresses that lead to another site, or would if somebody read them carelessly, and what a browser makes of one."""

from __future__ import annotations

import re
from itertools import product
from urllib.parse import urljoin, urlsplit

HOST = "evil.example"
STARTS = (
    "https://",
    "http://",
    "HTTPS://",
    "ftp://",
    "//",
    "///",
    "////",
    "/\\",
    "\\/",
    "\\\\",
    "/\\/",
    "//\\",
    "\\\\\\",
    "/\t/",
    "\t//",
    "/\n/",
    "/\r/",
    "/\r\n/",
    " //",
    "\x01//",
    "\x1f//",
    "\x0b//",
    "/\t\\",
    "https:",
    "https:/",
    "https:\\\\",
    "https:///",
    "http:\\/",
    "h\ttps://",
    "//user@",
    "//localhost@",
    "//localhost:80@",
    "//localhost\\@",
    "https://localhost@",
    "https://localhost:80@",
    "https://localhost\\.",
    "https://localhost.",
    "https://localhost%2f@",
    "@",
    "",
    ".",
    ":",
    "#//",
    "?next=https://",
    "localhost@",
    "javascript://",
    "view-source:https://",
    "blob:https://",
)
ENDS = ("", "/acme/tasks")
OTHERS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    " javascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,hi",
    "data:text/html;base64,PHNjcmlwdD4=",
    "file:///etc/passwd",
    "mailto:a@evil.example",
    "/\x0b/evil.example\r\nSet-Cookie: a=b",
    "/acme\r\nSet-Cookie: stolen=1",
    "/acme\r\n\r\n<script>alert(1)</script>",
    "/acme\nX-Injected: 1",
    "/acme\u560a\u560dX-Injected: 1",
    "/acme\u2028X-Injected: 1",
    "http://[evil.example",
    "https://ⓔvil.example",
    "//evil。example",
    "/%0d%0aX-Injected: 1",
    "/%5cevil.example",
    "/%2f/evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/acme/..//evil.example",
    "/acme//evil.example",
    "x" * 9000,
    "/" * 300,
    "",
)
ELSEWHERE = tuple(start + HOST + end for start, end in product(STARTS, ENDS)) + OTHERS
UNSEEN = "".join(map(chr, range(33)))
"""What browsers take off both ends of an address."""


def stays_here(address: str, base: str = "http://localhost/acme/tasks") -> bool:
    """Say whether a browser on our page stays with us when it is sent to this address."""
    seen = re.sub(r"[\t\r\n]", "", address.strip(UNSEEN))
    scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", seen)
    if scheme and scheme[0].lower() not in ("http:", "https:"):
        return False
    path, mark, rest = seen.partition("?")
    if scheme:
        path = f"{scheme[0]}//" + path[len(scheme[0]) :].replace("\\", "/").lstrip("/")
    elif re.match(r"[/\\]{2}", path):
        path = "//" + path.replace("\\", "/").lstrip("/")
    try:
        there = urlsplit(urljoin(base, path.replace("\\", "/") + mark + rest))
    except ValueError:
        return False
    return there[:2] == urlsplit(base)[:2]
