"""The audit log as the database's administrator reads it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, text

from tests.above import above_the_walls


def entries(kind: str = "%") -> list[Row[Any]]:
    """Return the entries of these kinds, the oldest first."""
    with above_the_walls() as connection:
        query = text("select * from audit_entries where kind like :kind order by id")
        return list(connection.execute(query, {"kind": kind}))


def kinds() -> list[str]:
    return [one.kind for one in entries()]
