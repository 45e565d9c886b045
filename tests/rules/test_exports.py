"""Everything the tables hold is in an export, or named as left out with the reason."""

from __future__ import annotations

from app.database import Base
from app.exports.kinds import ACCOUNT, LEFT_OUT, WORKSPACE
from app.exports.scopes import MINE, SEEN, WHOLE
from app.models import __all__ as every_model

SAID_BY_THE_PLACE = ("workspace_id", "user_id")
SECRET = ("hash", "secret", "token", "public_key", "store_key")


def held() -> dict[str, set[str]]:
    """Return the columns that exports hold, by table."""
    return {kind.table: set(kind.columns.split()) for kind in (*WORKSPACE, *ACCOUNT)}


def test_every_column_of_every_table_is_exported_or_named_as_left_out() -> None:
    assert every_model
    for table in Base.metadata.sorted_tables:
        columns = {column.name for column in table.columns}
        left_out = {name.partition(".")[2] for name in LEFT_OUT if name.startswith(f"{table.name}.")}
        if table.name in LEFT_OUT:
            assert table.name not in held(), table.name
            continue
        exported = held().get(table.name, set())
        assert not exported & left_out, table.name
        missing = columns - exported - left_out - set(SAID_BY_THE_PLACE)
        assert not missing, f"say in app/exports/kinds.py what becomes of {table.name}: {sorted(missing)}"
        assert exported | left_out <= columns, table.name


def test_what_is_left_out_has_a_reason_and_exists() -> None:
    tables = {table.name: {column.name for column in table.columns} for table in Base.metadata.sorted_tables}
    for name, reason in LEFT_OUT.items():
        table, _, column = name.partition(".")
        assert table in tables, name
        assert not column or column in tables[table], name
        assert len(reason) > 10, name


def test_no_secret_is_exported() -> None:
    for kind in (*WORKSPACE, *ACCOUNT):
        for column in kind.columns.split():
            assert not any(word in column for word in SECRET), f"{kind.table}.{column}"


def test_scopes_speak_of_kinds_that_exist() -> None:
    names = {kind.name for kind in WORKSPACE}
    for scope in (WHOLE, SEEN, MINE):
        assert set(scope) <= names
    assert names - set(MINE) == {"workspace"}, "say what of a new kind is about one person"
