"""Every SQL statement a request sends, the raw ones on the driver's connection included."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import psycopg
from flask import Flask


def watch(_app: Flask) -> Callable[[], list[str]]:
    """Return a function that gives the statements sent since the last call."""
    sent: list[str] = []
    original = psycopg.Cursor.execute

    def execute(self: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        if query != ";":  # the pool asking whether the connection still lives
            sent.append(str(query))
        return original(self, query, *args, **kwargs)

    patch.object(psycopg.Cursor, "execute", execute).start()

    def take() -> list[str]:
        taken = sent.copy()
        sent.clear()
        return taken

    return take
