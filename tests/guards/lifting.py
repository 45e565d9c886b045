"""Which guards are lifted just now, and which were asked: every guard of the application calls here as it runs.

`marking.py` writes these calls around what it finds; outside the drill nothing of this is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import psycopg
from sqlalchemy import true

ASKED: set[str] = set()
"""The guards that were asked since this was last emptied."""
LIFTED: set[str] = set()
WALL = "the wall"
"""What row-level security is called among the guards: it can be lifted like one."""
OPENED = """do $$ declare one regclass; begin
    for one in select oid from pg_class where relforcerowsecurity loop
        execute format('alter table %s {} row level security', one);
    end loop;
end $$"""


@contextmanager
def lifted(names: Iterable[str], database: str) -> Iterator[None]:
    """Let these guards be as if they were not there; the wall is lifted in the database by its superuser."""
    LIFTED.update(names)
    if has_wall := WALL in LIFTED:
        alter(database, OPENED.format("disable"))
    try:
        yield
    finally:
        LIFTED.clear()
        if has_wall:
            alter(database, OPENED.format("enable"))


def alter(database: str, statement: str) -> None:
    with psycopg.connect(database, autocommit=True, options="-c lock_timeout=5s") as connection:
        connection.execute(statement.encode())


def stands(name: str) -> bool:
    """Say whether a guard is to be asked."""
    ASKED.add(name)
    return name not in LIFTED


def refuses(name: str, value: Any) -> Any:
    """Return what a guard found: reason to refuse, or none once it is lifted."""
    return value if stands(name) else False


def allows(name: str, value: Any) -> Any:
    """Return what a guard found: leave to go on, and always that once it is lifted."""
    return value if stands(name) else True


def narrows(name: str, condition: Any) -> Any:
    """Return a condition of a query, or one that is met by every row."""
    return condition if stands(name) else true()


def wraps(name: str, decorator: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a decorator that is as if it were not there while it is lifted."""

    def decorate(view: Any) -> Any:
        decorated = decorator(view)

        def chosen(*args: Any, **kwargs: Any) -> Any:
            return (decorated if stands(name) else view)(*args, **kwargs)

        chosen.__name__, chosen.__doc__ = view.__name__, view.__doc__
        return chosen

    return decorate


def watch_statements() -> None:
    """Read the marks in statements as they are sent, and take the lifted condition out."""
    for kind in (psycopg.Cursor, psycopg.ServerCursor):
        patch.object(kind, "execute", without_marks(kind.execute)).start()


def without_marks(original: Callable[..., Any]) -> Callable[..., Any]:
    def execute(self: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(query, str) and "/*guard " in query:
            query = unmarked(query)
        return original(self, query, *args, **kwargs)

    return execute


def unmarked(query: str) -> str:
    """Return the statement without marks, and with `true or` before the condition that is lifted."""
    while (start := query.rfind("/*guard ")) >= 0:
        name, _, rest = query[start + len("/*guard ") :].partition("*/")
        condition, _, after = rest.partition("/*.*/")
        query = query[:start] + (condition if stands(name) else f"(true or {condition})") + after
    return query
