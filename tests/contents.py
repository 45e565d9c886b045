"""Everything the database holds, to see that nothing was changed."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import text

from app.database import Base
from tests.above import above_the_walls


def watch_contents() -> Callable[[], dict[str, str]]:
    """Return a function that gives a hash of the rows of each table."""

    def read() -> dict[str, str]:
        with above_the_walls() as connection:
            return {row[0]: row[1] or "" for row in connection.execute(text(hashing()))}

    return read


def hashing() -> str:
    """Return the query that gives the name of each table and a hash of its rows."""
    names = [table.name for table in Base.metadata.sorted_tables]
    each = [f"select '{one}', md5(string_agg(t::text, ',' order by t::text)) from {one} t" for one in names]
    return " union all ".join(each)


def rows_with(word: str) -> set[str]:
    """Return the tables that have this word anywhere in a row."""
    names = [table.name for table in Base.metadata.sorted_tables]
    each = [f"select '{one}' from {one} t where t::text ilike :word" for one in names]
    with above_the_walls() as connection:
        return set(connection.execute(text(" union ".join(each)), {"word": f"%{word}%"}).scalars())
