"""The database as its administrator sees it: over the walls between workspaces, where Primo itself never stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import URL, Connection, Engine, create_engine
from sqlalchemy.pool import NullPool

from app.extensions import db


@contextmanager
def above_the_walls() -> Iterator[Connection]:
    """Yield a connection of the embedded stores' superuser to the current database; it commits at the end."""
    with engine_for(db.engine.url.set(username="postgres")).begin() as connection:
        yield connection


@cache
def engine_for(url: URL) -> Engine:
    """Return what connects there, for each use anew; what it asks of a database first it asks once."""
    return create_engine(url, poolclass=NullPool)
