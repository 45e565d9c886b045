"""A column that only a holder of SECRET_KEY can read: what must be compared with itself later cannot be a hash."""

from __future__ import annotations

import base64
from typing import Any

import structlog
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

log = structlog.get_logger("primo.accounts")


class Encrypted(TypeDecorator[str]):
    """Text, encrypted and signed (Fernet) with a key derived from SECRET_KEY."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else box().encrypt(value.encode()).decode()

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        try:
            return None if value is None else box().decrypt(value.encode()).decode()
        except InvalidToken:
            log.warning("a column cannot be read: was SECRET_KEY changed without SECRET_KEY_FALLBACKS?")
            return ""


def box() -> MultiFernet:
    """Return what encrypts with SECRET_KEY and also reads what former keys (SECRET_KEY_FALLBACKS) encrypted."""
    keys = [current_app.config["SECRET_KEY"], *current_app.config["SETTINGS"].secret_key_fallbacks.split()]
    return MultiFernet([Fernet(derived(str(key))) for key in keys])


def derived(key: str) -> bytes:
    return base64.urlsafe_b64encode(
        HKDF(algorithm=SHA256(), length=32, salt=None, info=b"primo columns").derive(key.encode())
    )
