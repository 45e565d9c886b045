"""Every filter that can be written, for property tests."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from app.filtering.fields import FIELDS, SETTINGS, Field
from app.filtering.tree import (
    And,
    Between,
    Compared,
    Condition,
    Me,
    Named,
    Node,
    Not,
    Nothing,
    Offset,
    Or,
    Period,
    Query,
    Text,
    Value,
)

TEXTS = st.one_of(
    st.sampled_from(
        ["milk", "or", "and", "-x", "a b", 'say "hi"', "due:today", "a,b", "(", "\\", "", "“x”", "https://a.b"]
    ),
    st.text(max_size=12),
)
NAMES = TEXTS.filter(lambda text: bool(text.strip()))
DAYS = st.dates(date(1970, 1, 1), date(2200, 12, 31))
OFFSETS = st.builds(Offset, st.integers(-9999, 9999).filter(bool), st.sampled_from(["d", "w", "m", "y"]))
MOMENTS = st.one_of(DAYS, OFFSETS, st.just(Offset(0)))
COMPARED = st.builds(Compared, st.sampled_from(["=", "<", "<=", ">", ">="]), MOMENTS)
BETWEEN = st.one_of(st.builds(Between, MOMENTS, st.one_of(st.none(), MOMENTS)), st.builds(Between, st.none(), MOMENTS))

PERIODS = st.builds(Period, st.sampled_from(["week", "month", "year"]))


def values(field: Field) -> st.SearchStrategy[Value]:
    choices: list[st.SearchStrategy[Value]] = [st.just(Nothing())] if field.can_be_empty else []
    match field.kind:
        case "word":
            choices = [st.sampled_from(field.words).map(Named)]
        case "day":
            choices += [COMPARED, BETWEEN, PERIODS]
        case "person":
            choices += [st.just(Me()), NAMES.map(Named)]
        case "name":
            choices += [NAMES.map(Named)]
    return st.one_of(choices)


def conditions(name: str) -> st.SearchStrategy[Node]:
    several = st.lists(values(FIELDS[name]), min_size=1, max_size=3, unique=True)
    return several.map(lambda listed: Condition(name, tuple(listed)))


LEAVES: st.SearchStrategy[Node] = st.one_of(TEXTS.map(Text), *(conditions(name) for name in FIELDS))


def joined(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(inner.map(Not), parts.map(And), parts.map(Or))


QUERIES = st.builds(
    Query,
    st.one_of(st.none(), st.recursive(LEAVES, joined, max_leaves=8)),
    *(st.one_of(st.none(), st.sampled_from(SETTINGS[name])) for name in ("sort", "group")),
)
