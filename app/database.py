"""The base of all tables: UTC times, constraint names, and the keys every tenant table has.

A tenant table is keyed `(workspace_id, id)`; its foreign keys and unique constraints contain `workspace_id`, so a
row cannot point into another workspace even if the code is wrong.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import uuid_utils.compat
from sqlalchemy import DateTime, ForeignKey, ForeignKeyConstraint, MetaData, Text, Uuid, event
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    ORMExecuteState,
    Relationship,
    Session,
    mapped_column,
    registry,
    relationship,
    with_loader_criteria,
)

CURRENT_WORKSPACE: ContextVar[uuid.UUID] = ContextVar("workspace")
CURRENT_USER: ContextVar[uuid.UUID] = ContextVar("user")

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={datetime: DateTime(timezone=True), str: Text(), uuid.UUID: Uuid()},
    )


def new_id() -> uuid.UUID:
    """Return a UUIDv7: unique everywhere, and later ids sort after earlier ones (RFC 9562)."""
    return uuid_utils.compat.uuid7()


def utcnow() -> datetime:
    return datetime.now(UTC)


class Tenant:
    """A row of one workspace."""

    bumps_version = True
    """Whether a change of such a row makes the workspace's rendered pages stale."""

    workspace_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("workspaces.id", ondelete="CASCADE"),
        primary_key=True,
        default=lambda: CURRENT_WORKSPACE.get(),
        sort_order=-2,
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-1)


def tenant_key(column: str, table: str, ondelete: str | None = None) -> ForeignKeyConstraint:
    """Return a foreign key that cannot leave the workspace; `ondelete` is CASCADE or None."""
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"], ondelete=ondelete)


def one(me: str, column: str, other: str, **options: Any) -> Relationship[Any]:
    """Return a many-to-one relationship over a composite key; only `column` is written."""
    return relationship(
        other,
        primaryjoin=f"and_(foreign({me}.{column}) == remote({other}.id), "
        f"{me}.workspace_id == remote({other}.workspace_id))",
        **options,
    )


def many(me: str, other: str, column: str, **options: Any) -> Relationship[Any]:
    """Return a one-to-many relationship over a composite key; the database cascades."""
    options.setdefault("passive_deletes", "all")
    return relationship(
        other,
        primaryjoin=f"and_({me}.id == remote(foreign({other}.{column})), "
        f"{me}.workspace_id == remote({other}.workspace_id))",
        uselist=True,
        **options,
    )


def link(me: str, other: str, table: str, mine: str, theirs: str, **options: Any) -> Relationship[Any]:
    """Return a many-to-many relationship through a tenant link table."""
    return relationship(
        other,
        secondary=table,
        passive_deletes=True,
        primaryjoin=f"and_({me}.id == {table}.c.{mine}, {me}.workspace_id == {table}.c.workspace_id)",
        secondaryjoin=f"and_({other}.id == {table}.c.{theirs},"
        f" {other}.workspace_id == foreign({table}.c.workspace_id))",
        **options,
    )


@contextmanager
def in_workspace(workspace_id: uuid.UUID) -> Iterator[None]:
    """Make `workspace_id` the only workspace whose rows are read and written within the block (see `walls.py`)."""
    token = CURRENT_WORKSPACE.set(workspace_id)
    try:
        yield
    finally:
        CURRENT_WORKSPACE.reset(token)


@contextmanager
def as_user(user_id: uuid.UUID) -> Iterator[None]:
    """Let the block read this person's memberships, in whichever workspace they are."""
    token = CURRENT_USER.set(user_id)
    try:
        yield
    finally:
        CURRENT_USER.reset(token)


@event.listens_for(Session, "do_orm_execute")
def stay_in_workspace(state: ORMExecuteState) -> None:
    """Restrict every ORM statement on tenant tables to the current workspace; without one it fails."""
    if state.is_orm_statement and not state.is_column_load:
        workspace_id = CURRENT_WORKSPACE.get(None)
        state.statement = state.statement.options(
            with_loader_criteria(Tenant, lambda cls: cls.workspace_id == workspace_id, include_aliases=True)
        )
