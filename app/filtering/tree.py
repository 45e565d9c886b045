"""A filter as a tree: conditions on fields and words to search, joined by and, or, not; and how to sort and group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Unit = Literal["d", "w", "m", "y"]
Comparison = Literal["=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Offset:
    """A day counted from today, as it is for the one who asks."""

    count: int
    unit: Unit = "d"


Moment = date | Offset


@dataclass(frozen=True, slots=True)
class Named:
    """A name or one of a field's fixed words."""

    name: str


@dataclass(frozen=True, slots=True)
class Me:
    """The one who asks."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """The field is empty."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The day of the field stands so to this one; an empty field never does."""

    comparison: Comparison
    moment: Moment


@dataclass(frozen=True, slots=True)
class Between:
    """The day of the field lies between these, both included; None is no bound, and at least one is one."""

    since: Moment | None
    until: Moment | None


@dataclass(frozen=True, slots=True)
class Period:
    """The day of the field lies in the week (from Monday), month or year it is for the one who asks."""

    name: Literal["week", "month", "year"]


Days = Compared | Between | Period
Value = Named | Me | Nothing | Days


@dataclass(frozen=True, slots=True)
class Condition:
    """The field is, or has, any of these values."""

    field: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Each of these words is found in the task."""

    text: str


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever the inner part leaves out, tasks with empty fields included."""

    inner: Node


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold; there are at least two."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One of the parts holds; there are at least two."""

    parts: tuple[Node, ...]


Node = Condition | Text | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """What to show, in which order, in which groups; None where nothing is said."""

    tree: Node | None = None
    sort: str | None = None
    group: str | None = None
