"""A filter as rows of a form (field, comparison, value), and rows as a filter: what the builder shows and reads.

Rows are all to hold, or any of them; a row that is `bound` belongs to the one above it, joined the other way.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.filtering.days import print_days, print_moment, read_days
from app.filtering.fields import FIELDS
from app.filtering.parsing import MOST
from app.filtering.tokens import Mistake, Token
from app.filtering.tree import (
    And,
    Between,
    Compared,
    Comparison,
    Condition,
    Me,
    Named,
    Node,
    Not,
    Nothing,
    Or,
    Period,
    Text,
    Value,
)
from app.filtering.values import read_value

Mode = Literal["all", "any"]
HOW_DAYS: dict[str, Comparison] = {"before": "<", "by": "<=", "after": ">", "from": ">="}
NOT = "not-"
HOWS = {
    "text": ("is", "not"),
    "word": ("is", "not"),
    "name": ("is", "not"),
    "person": ("is", "not"),
    "day": ("is", "not", *HOW_DAYS, *(NOT + how for how in HOW_DAYS)),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the builder; `values` are as they are typed or ticked."""

    field: str
    how: str = "is"
    values: tuple[str, ...] = ()
    bound: bool = False

    @property
    def kind(self) -> str:
        return FIELDS[self.field].kind if self.field in FIELDS else "text"


@dataclass(frozen=True, slots=True)
class Rows:
    """The builder's lines, and whether all or any of them are to hold."""

    mode: Mode = "all"
    rows: tuple[Row, ...] = ()


def rows_of(node: Node | None) -> Rows | None:
    """Return the rows that say this filter; None where rows cannot."""
    mode: Mode = "any" if isinstance(node, Or) else "all"
    outer, inner = (Or, And) if mode == "any" else (And, Or)
    rows: list[Row] = []
    for part in node.parts if isinstance(node, outer) else (node,) if node is not None else ():
        for place, leaf in enumerate(part.parts if isinstance(part, inner) else (part,)):
            row = row_of(leaf, bound=place > 0)
            if row is None:
                return None
            rows.append(row)
    made = Rows(mode, tuple(rows))
    try:
        return made if tree_of(made) == node else None
    except Mistake:
        return None


def row_of(node: Node, *, bound: bool) -> Row | None:
    match node:
        case Not(Condition() | Text() as inner):
            row = row_of(inner, bound=bound)
            return replace(row, how="not" if row.how == "is" else NOT + row.how) if row else None
        case Text(text):
            return Row("text", values=(text,), bound=bound)
        case Condition(field, (Compared(comparison, moment),)) if comparison != "=":
            how = next(name for name, sign in HOW_DAYS.items() if sign == comparison)
            return Row(field, how, (print_moment(moment),), bound)
        case Condition(field, values) if FIELDS[field].kind == "word":
            return Row(field, values=tuple(value.name for value in values if isinstance(value, Named)), bound=bound)
        case Condition(field, values):
            return Row(field, values=(", ".join(print_listed(value) for value in values),), bound=bound)
    return None


def print_listed(value: Value) -> str:
    match value:
        case Nothing():
            return "none"
        case Me():
            return "me"
        case Compared() | Between() | Period():
            return print_days(value)
        case Named(name):
            return '"' + name.replace('"', '""') + '"' if set(name) & set(',"') else name


def tree_of(rows: Rows) -> Node | None:
    """Return the filter that the rows say; a row without a value says nothing. Raises Mistake, at its row."""
    groups: list[list[Node]] = []
    for place, row in enumerate(rows.rows[:MOST]):
        try:
            leaf = leaf_of(row)
        except Mistake as mistake:
            raise Mistake(place, 1, mistake.reason, mistake.expected) from None
        if leaf is None:
            continue
        if row.bound and groups:
            groups[-1].append(leaf)
        else:
            groups.append([leaf])
    outer, inner = (Or, And) if rows.mode == "any" else (And, Or)
    parts = [inner(tuple(group)) if len(group) > 1 else group[0] for group in groups]
    return outer(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None


def leaf_of(row: Row) -> Node | None:
    leaf = positive_of(replace(row, how=row.how.removeprefix(NOT)))
    return Not(leaf) if leaf is not None and row.how.startswith("not") else leaf


def positive_of(row: Row) -> Node | None:
    if row.kind == "text":
        text = " ".join(row.values).strip()
        return Text(text) if text else None
    field = FIELDS[row.field]
    if row.how in HOW_DAYS and field.kind == "day":
        typed = "".join(row.values).strip()
        return Condition(row.field, (read_days(f"{HOW_DAYS[row.how]}{typed}", 0),)) if typed else None
    values = [read_value(field, Token("bare", text, 0, len(text)), row.field) for text in split_values(row)]
    return Condition(row.field, tuple(dict.fromkeys(values))) if values else None


def split_values(row: Row) -> Sequence[str]:
    """Return the single values of a row: ticked ones, or those between commas, where quotes keep a comma."""
    if row.kind == "word":
        return row.values
    line = next(csv.reader([" ".join(row.values).replace("\n", " ")], skipinitialspace=True), [])
    return [text.strip() for text in line if text.strip()]
