"""Every SQL statement a request sends, the raw ones on the driver's connection included."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import psycopg


@contextmanager
def watched() -> Iterator[Callable[[], list[str]]]:
    """Give a function that returns the statements sent since its last call."""
    sent: list[str] = []
    original = psycopg.Cursor.execute

    def execute(self: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        if query != ";":  # the pool asking whether the connection still lives
            sent.append(str(query))
        return original(self, query, *args, **kwargs)

    def take() -> list[str]:
        taken = sent.copy()
        sent.clear()
        return taken

    with patch.object(psycopg.Cursor, "execute", execute):
        yield take
