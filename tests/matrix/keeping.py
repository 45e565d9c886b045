"""Whether requests changed anything, and the scene as it was before."""

from __future__ import annotations

import psycopg
from psycopg import sql

from tests.contents import hashing
from tests.slate import Slate

TRIES = {"sign_in_failures", "audit_entries"}
"""Written also where a request is refused, and because it is."""
PUT_BACK = """
create function scene.put_back(names text[]) returns table (workspaces text, next_one text)
    language plpgsql set session_replication_role = replica as $$
declare
    one text;
    columns text;
begin
    foreach one in array names loop
        select string_agg(quote_ident(attname), ', ') into columns from pg_attribute
            where attrelid = format('public.%I', one)::regclass and attnum > 0 and not attisdropped
                and attgenerated = '';
        execute format('delete from public.%I', one);
        execute format(
            'insert into public.%1$I (%2$s) overriding system value select %2$s from scene.%1$I', one, columns
        );
    end loop;
    update public.workspaces set version = version % 1000 + 1000 * nextval('slates.turns');
    return query select md5(string_agg(t::text, ',' order by t::text)), (pg_current_xact_id()::text::bigint + 1)::text
        from public.workspaces t;
end $$;
"""


class Keeper:
    """Holds the rows of a scene; `changed` says which tables are others since it was last set up.

    The database is asked as seldom as can be: a turn to it and back takes longer than what it does there.
    """

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)
        self._connection.execute("drop schema if exists scene cascade")
        Slate(url, schema="scene").keep()
        self._connection.execute("drop function scene.put_back")
        self._connection.execute(PUT_BACK)
        self._hashing = hashing().encode()
        self._kept, self._seen = self._hashes(), self._last()

    def changed(self) -> set[str]:
        """Return the tables that hold other rows; where nothing was written at all that takes no reading."""
        last = self._last()
        if last == self._seen:
            return set()
        self._seen = last
        now = self._hashes()
        return {name for name, rows in now.items() if rows != self._kept[name]}

    def holding(self, tables: set[str], marks: str) -> set[str]:
        """Return those of the tables that have one of the marks in a row."""
        each = sql.SQL(" union ").join(
            sql.SQL("select {0} from public.{1} t where t::text ~ {2}").format(one, sql.Identifier(one), marks)
            for one in sorted(tables)
        )
        return {row[0] for row in self._connection.execute(each)}

    def restore(self, tables: set[str]) -> None:
        """Put the rows of these tables back; workspaces get a version that never was, since pages are kept by it."""
        found = self._connection.execute("select * from scene.put_back(%s)", (sorted(tables),)).fetchone()
        assert found is not None
        self._kept["workspaces"], self._seen = found

    def close(self) -> None:
        self._connection.close()

    def _last(self) -> str:
        """Return the number of the next transaction that writes."""
        found = self._connection.execute("select pg_snapshot_xmax(pg_current_snapshot())::text").fetchone()
        assert found is not None
        return str(found[0])

    def _hashes(self) -> dict[str, str]:
        return {name: rows or "" for name, rows in self._connection.execute(self._hashing)}
