"""A row cannot leave its workspace: keys and foreign keys say so, in the models and in the real database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask import Flask
from sqlalchemy import Engine, ForeignKeyConstraint, Inspector, Table, UniqueConstraint, inspect

from app.database import Base
from app.extensions import db

GLOBAL = {
    "users",
    "newcomers",
    "identities",
    "passkeys",
    "spent_challenges",
    "visits",
    "sessions",
    "password_resets",
    "account_links",
    "link_requests",
    "recovery_codes",
    "second_factors",
    "sign_in_failures",
    "sent_mails",
    "local_mails",
    "account_exports",
    "workspaces",
}
"""Read before a workspace is known, or of no workspace; every other table belongs to one."""

OF_EITHER = {"audit_entries"}
"""Of a workspace or of accounts, and there for longer than both; a policy keeps the two apart."""

FOUND_BY_SECRET = {("invitations", "token_hash"), ("share_links", "token_hash")}
"""Looked up before a workspace is known; the values are 256-bit hashes."""


def tenant_tables() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if table.name not in GLOBAL | OF_EITHER]


def test_a_table_is_global_only_if_listed_here(app: Flask) -> None:
    for table in Base.metadata.sorted_tables:
        assert ("workspace_id" in table.columns) == (table.name not in GLOBAL), table.name


def test_keys_of_tenant_tables_begin_with_the_workspace(app: Flask) -> None:
    for table in tenant_tables():
        assert next(iter(table.primary_key.columns)).name == "workspace_id", table.name
        uniques = [one.columns for one in table.constraints if isinstance(one, UniqueConstraint)]
        for columns in [*uniques, *(index.columns for index in table.indexes if index.unique)]:
            names = [column.name for column in columns]
            assert "workspace_id" in names or (table.name, *names) in FOUND_BY_SECRET, f"{table.name}: {names}"


def test_foreign_keys_of_tenant_tables_stay_in_the_workspace(app: Flask) -> None:
    for table in tenant_tables():
        for key in table.constraints:
            if isinstance(key, ForeignKeyConstraint) and key.referred_table.name not in GLOBAL:
                pairs = [(element.parent.name, element.column.name) for element in key.elements]
                assert ("workspace_id", "workspace_id") in pairs, f"{table.name}: {pairs}"
                assert key.ondelete in (None, "CASCADE"), f"{table.name}: {pairs} on delete {key.ondelete}"


def test_the_database_has_the_same_keys(app: Flask) -> None:
    catalogue = inspect(db.engine)
    for name in sorted(set(catalogue.get_table_names()) - GLOBAL - OF_EITHER - {"alembic_version"}):
        assert catalogue.get_pk_constraint(name)["constrained_columns"][0] == "workspace_id", name
        for unique in unique_columns(catalogue, name):
            assert "workspace_id" in unique or (name, *unique) in FOUND_BY_SECRET, f"{name}: {unique}"
        for key in catalogue.get_foreign_keys(name):
            if key["referred_table"] not in GLOBAL:
                place = key["constrained_columns"].index("workspace_id")
                assert key["referred_columns"][place] == "workspace_id", f"{name}: {key}"


def unique_columns(catalogue: Inspector, name: str) -> Iterator[Sequence[str | None]]:
    yield from (unique["column_names"] for unique in catalogue.get_unique_constraints(name))
    yield from (index["column_names"] for index in catalogue.get_indexes(name) if index["unique"])


def test_every_referencing_key_is_indexed(app: Flask) -> None:
    """Without, each deleted row makes PostgreSQL read the whole workspace (DATA.md §1)."""
    catalogue = inspect(db.engine)
    missing = [
        f"{name}: {key['constrained_columns']} -> {key['referred_table']}"
        for name in catalogue.get_table_names()
        for key in catalogue.get_foreign_keys(name)
        if not any(covers(index, key["constrained_columns"]) for index in indexes_of(db.engine, name))
    ]
    assert not missing, missing


def indexes_of(engine: Engine, table: str) -> list[tuple[list[str], str]]:
    """Return the columns and the condition of each index, those of keys included."""
    query = """
        select array(select a.attname::text from unnest(i.indkey::int[]) with ordinality as k(number, place)
                       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number order by k.place),
               coalesce(pg_get_expr(i.indpred, i.indrelid), '')
          from pg_index i where i.indrelid = %s::regclass"""
    with engine.connect() as connection:
        return [(list(row[0]), row[1]) for row in connection.exec_driver_sql(query, (table,))]


def covers(index: tuple[list[str], str], columns: list[str]) -> bool:
    """Say whether an index finds rows by these columns; a partial one may leave out only rows that refer to nothing."""
    names, condition = index
    allowed = {"", *(f"({column} IS NOT NULL)" for column in columns)}
    return set(names[: len(columns)]) == set(columns) and condition in allowed


def test_no_extension_is_needed_and_no_trigger_but_those_of_the_audit_log(app: Flask) -> None:
    with db.engine.connect() as connection:
        triggers = connection.exec_driver_sql("select tgrelid::regclass::text from pg_trigger where not tgisinternal")
        tables = set(triggers.scalars())
        extensions = connection.exec_driver_sql("select extname from pg_extension where extname <> 'plpgsql'").all()
    assert tables == {"audit_entries"}
    assert not extensions


def test_primo_never_connects_as_someone_above_the_rules(app: Flask) -> None:
    query = "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql(query).scalar() is False
