"""The builder of a filter: its text and its rows, whichever of the two was changed last."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from app.errors import Invalid
from app.filtering.days import read_days
from app.filtering.fields import FIELDS
from app.filtering.parsing import MOST
from app.filtering.rows import HOWS, Row, Rows, rows_of, split_values, tree_of
from app.filtering.tokens import Mistake
from app.tasks.date_words import read_day_words
from app.tasks.filters import Filters
from app.words.cursor import Writer

ADD, REMOVE = "add", "remove-"


@dataclass(slots=True)
class Built:
    """What the builder shows: `rows` is None where rows cannot say it; `faults` are by the place of their row."""

    filters: Filters
    rows: Rows | None
    faults: dict[int, Mistake] = field(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        return not self.faults and not self.filters.mistaken


def read_built(filters: Filters, form: MultiDict[str, str], writer: Writer) -> Built:
    """Return what is meant: the rows, unless there are none yet or the text was changed after they were made of it."""
    if "mode" not in form or form.get("filter", "") != form.get("was", ""):
        rows = None if filters.mistaken else rows_of(filters.tree)
        return Built(filters, begun(changed(rows, form.get("do", ""))) if rows else rows)
    rows = changed(read_rows(form, writer), form.get("do", ""))
    try:
        return Built(replace(filters, tree=tree_of(rows), mistaken=""), rows)
    except Mistake as mistake:
        return Built(filters, rows, {mistake.position: mistake})


def read_rows(form: MultiDict[str, str], writer: Writer) -> Rows:
    """Return the rows as they were filled in; one whose field was just changed begins anew."""
    rows = []
    for place in range(MOST):
        name = form.get(f"{place}-field")
        if name is None:
            break
        row = Row(name if name in FIELDS else "text", bound=form.get(f"{place}-joint") == "bound")
        if form.get(f"{place}-was", name) == name:
            how = form.get(f"{place}-how", "is")
            values = tuple(form.getlist(f"{place}-value"))
            row = replace(row, how=how if how in HOWS[row.kind] else "is", values=values)
            row = with_days(row, writer) if row.kind == "day" else row
        rows.append(row)
    return Rows("any" if form.get("mode") == "any" else "all", tuple(rows))


def with_days(row: Row, writer: Writer) -> Row:
    """Return the row with `friday` or `3 June` as the day it is: kept as a word it would be another each week."""
    return replace(row, values=(", ".join(day_of(text, writer) for text in split_values(row)),))


def day_of(text: str, writer: Writer) -> str:
    try:
        read_days(text, 0)
    except Mistake:
        try:
            day = read_day_words(text, writer)
        except Invalid:
            return text
        return day.isoformat() if day else text
    return text


def begun(rows: Rows) -> Rows:
    """Return the rows with a first one to fill in where there is none."""
    return rows if rows.rows else replace(rows, rows=(Row("is"),))


def changed(rows: Rows, action: str) -> Rows:
    """Return the rows with one more, or without one, as the button says that was pressed."""
    if action == ADD and len(rows.rows) < MOST:
        return replace(rows, rows=(*rows.rows, Row("is")))
    if action.startswith(REMOVE):
        gone = action.removeprefix(REMOVE)
        return replace(rows, rows=tuple(row for place, row in enumerate(rows.rows) if str(place) != gone))
    return rows
