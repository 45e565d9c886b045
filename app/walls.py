"""Row-level security, the second wall: a transaction sees one workspace's rows, even where a query forgets to ask.

Each transaction is told its workspace and its person (`set_config(…, true)`: gone with the transaction, so right behind
a pool in transaction mode too), from the same variables that the ORM's guard reads; without them it sees nothing. The
wall binds the owner of the tables as well (FORCE), since many platforms give one role only.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, event, text

from app.database import CURRENT_USER, CURRENT_WORKSPACE

WORKSPACE = "nullif(current_setting('primo.workspace', true), '')::uuid"
PERSON = "nullif(current_setting('primo.user', true), '')::uuid"
SWEEPS = "current_setting('primo.purpose', true) = 'sweep'"
LOOKS_AFTER = "current_setting('primo.purpose', true) = 'instance'"
FORGETS = "current_setting('primo.purpose', true) = 'forgetting'"

OPEN = {
    "task_search": "words only, each row with its workspace's own word; under a policy its index would be of no use",
}
"""Tables of workspaces without a policy, and why."""

HELD = "token_hash = decode(nullif(current_setting('primo.link', true), ''), 'hex')"
ADDRESS = "nullif(current_setting('primo.address', true), '')"

ALSO_READ = {
    "share_links": HELD,
    "invitations": f"{HELD} or email_key = {ADDRESS}",
    "memberships": f"user_id = {PERSON}",
    "events": f"relayed_at is null and {SWEEPS}",
    "deliveries": f"state = 'pending' and {SWEEPS} or state in ('sent', 'failed') and {LOOKS_AFTER}",
    "reminders": f"next_at is not null and {SWEEPS}",
    "audit_entries": f"workspace_id is null and {LOOKS_AFTER} or {FORGETS}",
    "exports": f"ended_at is null and {SWEEPS}",
}
"""What may be read, never changed, from outside the workspace: one's own memberships, the link one holds, what an
address is invited to, what waits to be done, and by who looks after the instance what was done to accounts and whether
mails leave."""

ALSO = {
    "audit_entries": {
        "also_added": "for insert with check (workspace_id is null)",
        "also_forgotten": f"for delete using ({FORGETS})",
    },
}
"""Further policies: the audit log takes what is of no workspace, and a function of its own deletes what is old."""

UNWALLED = text("""
select c.relname from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
 where c.relkind in ('r', 'p') and c.relnamespace = current_schema()::regnamespace and c.relname <> all(:open)
   and not (c.relrowsecurity and c.relforcerowsecurity and exists (
       select from pg_policy p where p.polrelid = c.oid and p.polname = 'workspace'))
 order by c.relname""")
TELL = "select set_config('primo.workspace', %s, true), set_config('primo.user', %s, true)"
SWEEP = "select set_config('primo.purpose', 'sweep', true)"
HOLD = text("select set_config('primo.link', :held, true)")
INVITED = text("select set_config('primo.address', :email_key, true)")
LOOK_AFTER = "select set_config('primo.purpose', 'instance', true)"

Told = tuple[uuid.UUID | None, uuid.UUID | None]
NOBODY: Told = (None, None)


@event.listens_for(Engine, "begin")
def forget(connection: Connection) -> None:
    """A transaction begins without a workspace."""
    connection.info["told"] = NOBODY


@event.listens_for(Engine, "before_cursor_execute")
def follow(connection: Connection, *_: Any) -> None:
    """Tell the transaction where it is and for whom, unless it knows; BEGIN and the word travel together."""
    wanted = (CURRENT_WORKSPACE.get(None), CURRENT_USER.get(None))
    if connection.info.get("told", NOBODY) != wanted:
        connection.info["told"] = wanted
        driver: Any = connection.connection.driver_connection
        try:
            with driver.pipeline():
                driver.execute(TELL, [str(one or "") for one in wanted])
        except psycopg.OperationalError:
            connection.invalidate()
            raise


def know(connection: Connection, workspace_id: uuid.UUID | None, user_id: uuid.UUID | None) -> None:
    """Remember what a statement has told the transaction by itself."""
    connection.info["told"] = (workspace_id, user_id)


def list_unwalled(connection: Connection) -> list[str]:
    """Return the tables of workspaces on which the wall does not stand."""
    return list(connection.execute(UNWALLED, {"open": list(OPEN)}).scalars())


def raise_walls(connection: Connection) -> None:
    """Raise the wall on each table of workspaces that has none; harmless twice. Migrations call it."""
    for table in list_unwalled(connection):
        connection.exec_driver_sql(f"drop policy if exists workspace on {table}")
        connection.exec_driver_sql(f"create policy workspace on {table} using (workspace_id = {WORKSPACE})")
        if table in ALSO_READ:
            connection.exec_driver_sql(f"drop policy if exists also_read on {table}")
            connection.exec_driver_sql(f"create policy also_read on {table} for select using ({ALSO_READ[table]})")
        for name, policy in ALSO.get(table, {}).items():
            connection.exec_driver_sql(f"drop policy if exists {name} on {table}")
            connection.exec_driver_sql(f"create policy {name} on {table} {policy}")
        connection.exec_driver_sql(f"alter table {table} enable row level security, force row level security")


def let_owner_through(connection: Connection) -> None:
    """Let the tables' owner see every workspace, as a dump must, until `raise_walls`; it binds everyone else still."""
    walled = "select relname from pg_class where relforcerowsecurity and relnamespace = current_schema()::regnamespace"
    for table in list(connection.execute(text(walled)).scalars()):
        connection.exec_driver_sql(f"alter table {table} no force row level security")


def in_each_workspace(connection: Connection) -> Iterator[None]:
    """Tell the transaction one workspace after the other: a migration that changes rows sees one at a time too."""
    for id in list(connection.execute(text("select id from workspaces order by id")).scalars()):
        connection.exec_driver_sql(TELL, (str(id), ""))
        yield
