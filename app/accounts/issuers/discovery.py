"""What an issuer says about itself: where people sign in, where codes are redeemed, and the keys it signs with."""

from __future__ import annotations

import json
import threading
import time
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from app.web.outbound import Refused, fetch

KEPT = 600.0  # seconds
ASKED_AGAIN_AFTER = 30.0
"""Seconds after which a token with a key we do not know makes us ask for the keys again."""


class Unusable(Exception):
    """The issuer cannot be reached, or says what no issuer may say; the text is for logs and the doctor."""


class Document(NamedTuple):
    said: dict[str, Any]
    at: float


kept: dict[tuple[str, str], Document] = {}
lock = threading.Lock()


def discover(issuer: str, networks: str = "") -> dict[str, Any]:
    """Return the issuer's own description; it must be about this very issuer."""
    said = read_kept(f"{issuer.rstrip('/')}/.well-known/openid-configuration", networks)
    if said.get("issuer") != issuer:
        raise Unusable(f"It calls itself {str(said.get('issuer'))[:100]!r}.")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        scheme = urlsplit(str(said.get(name, ""))).scheme
        if scheme != "https" and scheme != urlsplit(issuer).scheme:
            raise Unusable(f"Its {name} is no https address.")
    return said


def read_keys(issuer: str, networks: str = "", *, anew: bool = False) -> dict[str, Any]:
    """Return the keys it signs with; `anew` where a token names one we do not know yet."""
    return read_kept(discover(issuer, networks)["jwks_uri"], networks, most=ASKED_AGAIN_AFTER if anew else KEPT)


def read_kept(url: str, networks: str, *, most: float = KEPT) -> dict[str, Any]:
    """Return the JSON object at this address, at most so many seconds old."""
    with lock:
        document = kept.get((url, networks))
    if document is None or time.monotonic() - document.at > most:
        document = Document(read_object(url, networks), time.monotonic())
        with lock:
            kept[url, networks] = document
    return document.said


def read_object(url: str, networks: str, **asked: Any) -> dict[str, Any]:
    """Ask an address of an issuer and return the JSON object it answers with; Unusable for anything else."""
    try:
        answer = fetch(url, networks=networks, **asked)
    except Refused as fault:
        raise Unusable(str(fault)) from None
    if answer.status != 200:
        raise Unusable(f"{urlsplit(url).hostname} answers {answer.status}.")
    try:
        said = json.loads(answer.body)
    except (ValueError, RecursionError):
        raise Unusable("It does not speak JSON.") from None
    if not isinstance(said, dict):
        raise Unusable("It does not speak as an issuer does.")
    return said
