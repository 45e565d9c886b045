"""The builder: rows say what the filter says, and are made from it; what rows cannot show is left to the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from app.filtering.parsing import parse
from app.filtering.printing import write
from app.filtering.rows import Row, Rows, rows_of, tree_of
from app.filtering.tokens import Mistake
from app.filtering.tree import Query
from tests.filtering.trees import QUERIES


def rows(text: str) -> Rows | None:
    return rows_of(parse(text).tree)


def written(made: Rows) -> str:
    return write(Query(tree_of(made)))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("", Rows()),
        ("milk", Rows("all", (Row("text", values=("milk",)),))),
        ("is:open,overdue", Rows("all", (Row("is", values=("open", "overdue")),))),
        ("-label:home,none", Rows("all", (Row("label", "not", ("home, none",)),))),
        ('assignee:me,"Ada Lovelace"', Rows("all", (Row("assignee", values=("me, Ada Lovelace",)),))),
        ('label:"a,b",c', Rows("all", (Row("label", values=('"a,b", c',)),))),
        ("due:<7d", Rows("all", (Row("due", "before", ("+7d",)),))),
        ("-due:<7d", Rows("all", (Row("due", "not-before", ("+7d",)),))),
        ("-start:>=today", Rows("all", (Row("start", "not-from", ("today",)),))),
        ("-due:today", Rows("all", (Row("due", "not", ("today",)),))),
        ("due:none,<=today", Rows("all", (Row("due", values=("none, <=today",)),))),
        ("a or b", Rows("any", (Row("text", values=("a",)), Row("text", values=("b",))))),
        (
            "is:open (a or b)",
            Rows(
                "all", (Row("is", values=("open",)), Row("text", values=("a",)), Row("text", values=("b",), bound=True))
            ),
        ),
        (
            "is:overdue or label:x due:week",
            Rows(
                "any",
                (Row("is", values=("overdue",)), Row("label", values=("x",)), Row("due", values=("week",), bound=True)),
            ),
        ),
    ],
)
def test_a_filter_is_shown_as_rows_and_read_from_them(text: str, made: Rows) -> None:
    assert rows(text) == made
    assert tree_of(made) == parse(text).tree


@pytest.mark.parametrize("text", ["-(a b)", "a (b or c d)", "a or (b (c or d))", 'assignee:"me"', "--a"])
def test_what_rows_cannot_show_they_say(text: str) -> None:
    assert rows(text) is None


def test_a_row_that_cannot_be_read_is_named() -> None:
    with pytest.raises(Mistake) as caught:
        tree_of(Rows("all", (Row("text", values=("a",)), Row("due", values=("soon",)))))
    assert caught.value.position == 1
    assert caught.value.reason == "“soon” is not a day."


def test_a_row_without_a_value_says_nothing() -> None:
    assert (
        written(Rows("all", (Row("label"), Row("due", "before", (" ",)), Row("is"), Row("text", values=("a",))))) == "a"
    )


@settings(max_examples=200, deadline=None, derandomize=True)
@given(QUERIES)
def test_rows_never_say_something_else(query: Query) -> None:
    made = rows_of(query.tree)
    assert made is None or tree_of(made) == query.tree
