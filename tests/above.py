"""The database as its administrator sees it: over the walls between workspaces, where Primo itself never stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from app.extensions import db


@contextmanager
def above_the_walls() -> Iterator[Connection]:
    """Yield a connection of the embedded stores' superuser to the current database; it commits at the end."""
    engine = create_engine(db.engine.url.set(username="postgres"), poolclass=NullPool)
    with engine.begin() as connection:
        yield connection
