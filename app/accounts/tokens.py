"""Secrets that stand for somebody: random or derived, and only ever stored as a hash."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import uuid

from flask import current_app


def new_token() -> str:
    """Return 256 random bits as text."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def link_token(purpose: str, id: uuid.UUID) -> str:
    """Return the one token of a link (`invite`, `reset`, `unsubscribe`), derived so that no table has to hold it.

    It carries the row's id and 128 bits that only a holder of SECRET_KEY can make.
    """
    key = str(current_app.config["SECRET_KEY"]).encode()
    seal = hmac.new(key, purpose.encode() + b":" + id.bytes, hashlib.sha256).digest()[:16]
    return base64.urlsafe_b64encode(id.bytes + seal).decode().rstrip("=")


def read_link_token(purpose: str, token: str) -> uuid.UUID | None:
    """Return the id inside a link's token, or None if it was not made here for this purpose."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (ValueError, UnicodeEncodeError):
        return None
    if len(raw) != 32:
        return None
    id = uuid.UUID(bytes=raw[:16])
    return id if hmac.compare_digest(link_token(purpose, id), token) else None
