"""The tables between tests: emptied, or put back as they once were, by one statement each.

`truncate` makes new files for every table and index, a fifth of a second for ours, and a test leaves only a few
hundred rows; making the people of a test through the domain takes as long again.
"""

from __future__ import annotations

from typing import LiteralString

import psycopg

from app.database import utcnow

SETUP = """
create schema slate;
create sequence slate.turns;

create function slate.clear() returns void language plpgsql set session_replication_role = replica as $$
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

create function slate.keep() returns void language plpgsql as $$
declare one name;
begin
    for one in select relname from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'alembic_version'
    loop
        execute format('drop table if exists slate.%I', one);
        execute format('create table slate.%I as table public.%I', one, one);
    end loop;
end $$;

create function slate.put_back(at timestamptz) returns void
    language plpgsql set session_replication_role = replica as $$
declare
    one record;
    turn bigint;
begin
    for one in
        select kept.relname as name, string_agg(quote_ident(attname), ', ') as columns
        from pg_class as kept
        join pg_attribute on attrelid = format('public.%I', kept.relname)::regclass
        where kept.relnamespace = 'slate'::regnamespace and kept.relkind = 'r'
            and attnum > 0 and not attisdropped and attgenerated = ''
        group by kept.relname
    loop
        execute format(
            'insert into public.%1$I (%2$s) overriding system value select %2$s from slate.%1$I', one.name, one.columns
        );
    end loop;
    turn := 1000 * nextval('slate.turns');
    update workspaces set version = version + turn;
    update memberships set settings_version = turn;
    update events set at = put_back.at;
    update sessions
        set created_at = put_back.at, last_seen_at = put_back.at, expires_at = put_back.at + interval '1 day';
end $$;
"""


class Slate:
    """What the database holds, as the superuser sees it, whom neither foreign keys nor policies stop."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._call(SETUP)

    def clear(self) -> None:
        """Delete every row, once whoever still writes is done; a server of the browser tests may be in the way."""
        for attempt in range(5):
            try:
                self._call("select slate.clear()")
            except psycopg.OperationalError:
                if attempt == 4:
                    raise
            else:
                return

    def keep(self) -> None:
        """Remember every row there is."""
        self._call("select slate.keep()")

    def put_back(self) -> None:
        """Add the rows that were remembered, as of the test's own clock; the tables must be empty.

        They are of versions that never were: every process keeps things by workspace and version.
        """
        self._call("select slate.put_back(%s)", utcnow())

    def _call(self, statement: LiteralString, *values: object) -> None:
        with psycopg.connect(self._url, autocommit=True, options="-c lock_timeout=5s") as connection:
            connection.execute(statement, values or None)
