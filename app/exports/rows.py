"""Reading what an export holds: everything as it was at one moment, some rows at a time."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, text

from app.exports.kinds import Kind
from app.extensions import db

AT_A_TIME = 500
OF_WORKSPACES = {"workspaces": "x.id = :workspace"}
OF_PEOPLE = {"users": "x.id = :user"}


@contextmanager
def snapshot() -> Iterator[Connection]:
    """Yield a connection that sees the database as it is now, however long that takes and whoever changes it."""
    with db.engine.connect() as connection:
        connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            connection.execute(text("set local idle_in_transaction_session_timeout = 0"))
            yield connection


def workspace_condition(kind: Kind, condition: str) -> str:
    return f"{OF_WORKSPACES.get(kind.table, 'x.workspace_id = :workspace')} and ({condition})"


def account_condition(kind: Kind) -> str:
    return OF_PEOPLE.get(kind.table, "x.user_id = :user")


def count_rows(connection: Connection, kind: Kind, condition: str, values: dict[str, uuid.UUID]) -> int:
    query = text(f"select count(*) from {kind.table} x where {condition}")  # noqa: S608 - ours
    return int(connection.execute(query, values).scalar_one())


def sum_sizes(connection: Connection, condition: str, values: dict[str, uuid.UUID]) -> int:
    """Return how many bytes the files have."""
    query = text(f"select coalesce(sum(size), 0) from attachments x where {condition}")  # noqa: S608 - ours
    return int(connection.execute(query, values).scalar_one())


def read_lines(connection: Connection, kind: Kind, condition: str, values: dict[str, uuid.UUID]) -> Iterator[list[str]]:
    """Yield the rows of this kind as JSON, written by PostgreSQL, some at a time."""
    columns = ", ".join(f"x.{column}" for column in kind.columns.split())
    columns += f", {kind.computed}" if kind.computed else ""
    inner = f"select {columns} from {kind.table} x where {condition} order by {kind.order}"  # noqa: S608 - ours
    query = text(f"select cast(row_to_json(line) as text) from ({inner}) line")  # noqa: S608 - ours
    yield from stream(connection, query, values)


def read_files(connection: Connection, condition: str, values: dict[str, uuid.UUID]) -> Iterator[Any]:
    """Yield the id, name, store key and size of each file."""
    query = text(f"select x.id, x.name, x.store_key, x.size from attachments x where {condition} order by x.id")  # noqa: S608
    with connection.execute(query, values, execution_options={"yield_per": AT_A_TIME}) as found:
        yield from found


def stream(connection: Connection, query: Any, values: dict[str, uuid.UUID]) -> Iterator[list[str]]:
    with connection.execute(query, values, execution_options={"yield_per": AT_A_TIME}) as found:
        for some in found.scalars().partitions(AT_A_TIME):
            yield list(some)
