"""Whether a request changed anything, and the scene as it was before."""

from __future__ import annotations

import psycopg
from psycopg import sql

from tests.contents import hashing
from tests.slate import Slate

TRIES = {"sign_in_failures", "audit_entries"}
"""Written also where a request is refused, and because it is."""


class Keeper:
    """Holds the rows of a scene; `changed` says which tables are others since it was last set up."""

    def __init__(self, url: str) -> None:
        Slate(url, schema="scene").keep()
        self._connection = psycopg.connect(url, autocommit=True, options="-c session_replication_role=replica")
        self._hashing = hashing()
        self._kept: dict[str, str] = {}
        self._seen = ""
        self._note()

    def changed(self) -> set[str]:
        """Return the tables that hold other rows; where nothing was written at all that takes no reading."""
        if self._last() == self._seen:
            return set()
        self._seen = self._last()
        now = self._hashes()
        return {name for name, rows in now.items() if rows != self._kept[name]}

    def restore(self, tables: set[str]) -> None:
        """Put the rows of these tables back; workspaces get a version that never was, since pages are kept by it."""
        with self._connection.transaction():
            for name in sorted(tables):
                columns = sql.SQL(", ").join(map(sql.Identifier, self._columns(name)))
                both = {"one": sql.Identifier(name), "columns": columns}
                self._connection.execute(sql.SQL("delete from public.{one}").format(**both))
                back = "insert into public.{one} ({columns}) overriding system value select {columns} from scene.{one}"
                self._connection.execute(sql.SQL(back).format(**both))
            self._connection.execute("update workspaces set version = version % 1000 + 1000 * nextval('slates.turns')")
        self._note()

    def close(self) -> None:
        self._connection.close()

    def _columns(self, name: str) -> list[str]:
        query = """select attname from pg_attribute where attrelid = %s::regclass
                      and attnum > 0 and not attisdropped and attgenerated = ''"""
        return [row[0] for row in self._connection.execute(query, (f"public.{name}",))]

    def _note(self) -> None:
        self._kept, self._seen = self._hashes(), self._last()

    def _last(self) -> str:
        """Return the number of the next transaction that writes."""
        found = self._connection.execute("select pg_snapshot_xmax(pg_current_snapshot())::text").fetchone()
        assert found is not None
        return str(found[0])

    def _hashes(self) -> dict[str, str]:
        return {name: rows or "" for name, rows in self._connection.execute(self._hashing.encode())}
