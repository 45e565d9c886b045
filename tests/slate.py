"""The tables between tests: emptied, or put back as they once were, by one statement each.

`truncate` makes new files for every table and index, a fifth of a second for ours, and a test leaves only a few
hundred rows; making the people of a test through the domain takes as long again.
"""

from __future__ import annotations

import psycopg

from app.database import utcnow

SETUP = """
create schema {schema};
create schema if not exists slates;
create sequence if not exists slates.turns;

create function {schema}.clear() returns void language plpgsql set session_replication_role = replica as $$
declare one regclass;
begin
    for one in select oid from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'alembic_version'
        order by oid
    loop
        execute format('lock table %s in share row exclusive mode', one);
        execute format('delete from %s', one);
    end loop;
end $$;

create function {schema}.keep() returns void language plpgsql as $$
declare one name;
begin
    for one in select relname from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'alembic_version'
    loop
        execute format('drop table if exists {schema}.%I', one);
        execute format('create table {schema}.%I as table public.%I', one, one);
    end loop;
end $$;

create function {schema}.put_back(at timestamptz) returns void
    language plpgsql set session_replication_role = replica as $$
declare
    one record;
    turn bigint;
begin
    for one in
        select kept.relname as name, string_agg(quote_ident(attname), ', ') as columns
        from pg_class as kept
        join pg_attribute on attrelid = format('public.%I', kept.relname)::regclass
        where kept.relnamespace = '{schema}'::regnamespace and kept.relkind = 'r'
            and attnum > 0 and not attisdropped and attgenerated = ''
        group by kept.relname
    loop
        execute format(
            'insert into public.%1$I (%2$s) overriding system value select %2$s from {schema}.%1$I',
            one.name, one.columns
        );
    end loop;
    turn := 1000 * nextval('slates.turns');
    update workspaces set version = version % 1000 + turn;
    update memberships set settings_version = turn;
    update events set at = put_back.at;
    update sessions
        set created_at = put_back.at, last_seen_at = put_back.at, expires_at = put_back.at + interval '1 day';
end $$;
"""


class Slate:
    """What the database holds, as the superuser sees it, whom neither foreign keys nor policies stop."""

    def __init__(self, url: str, *, schema: str = "slate") -> None:
        self._url, self._schema = url, schema
        self._kept: psycopg.Connection | None = None
        self._call(SETUP)

    def clear(self) -> None:
        """Delete every row, once whoever still writes is done; a server of the browser tests may be in the way."""
        for attempt in range(5):
            try:
                self._call("select {schema}.clear()")
            except psycopg.OperationalError:
                if attempt == 4:
                    raise
            else:
                return

    def keep(self) -> None:
        """Remember every row there is."""
        self._call("select {schema}.keep()")

    def put_back(self) -> None:
        """Add the rows that were remembered, as of the test's own clock; the tables must be empty.

        They are of versions that never were: every process keeps things by workspace and version.
        """
        self._call("select {schema}.put_back(%s)", utcnow())

    def _call(self, statement: str, *values: object) -> None:
        self._connection().execute(statement.replace("{schema}", self._schema).encode(), values or None)

    def _connection(self) -> psycopg.Connection:
        """Return the one connection: the database knows its plans there, for another it would make them all anew."""
        if self._kept is None or self._kept.closed:
            self._kept = psycopg.connect(self._url, autocommit=True, options="-c lock_timeout=5s")
        return self._kept
