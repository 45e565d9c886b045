"""A filter's tree as SQL over `tasks t` and `projects p`: the one place where that happens.

Every leaf is true or false, never null, so that `-` means all other tasks, those with an empty field included.
What the viewer may see is no business of a filter: `conditions` says it, whatever stands here.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.filtering.fields import FIELDS
from app.filtering.parsing import parse
from app.filtering.tree import And, Condition, Me, Named, Node, Not, Nothing, Or, Text, Value
from app.tasks.expressions import LATE, OPEN, UNREAD
from app.tasks.fields import PRIORITIES
from app.tasks.matching_days import day_condition
from app.tasks.naming import find_named
from app.tasks.searching import FOUND, search_table
from app.workspaces.viewer import Viewer

LINKED = """exists (select from {table} k where k.workspace_id = %(workspace)s and k.task_id = t.id{which})"""
LINKS = {"assignee": ("task_assignees", "membership_id"), "label": ("task_labels", "label_id")}
COLUMNS = {"creator": "t.created_by", "project": "t.project_id", "section": "t.section_id"}
STATES = {
    "open": OPEN,
    "done": f"not {OPEN}",
    "overdue": f"({LATE} and {OPEN})",
    "repeating": "t.repeat is not null",
    "unread": UNREAD,
    "trashed": "t.trashed_at is not null",
}


@dataclass(slots=True)
class Matching:
    """The SQL of one filter as it is put together: its `found` tables for words, and its parameters."""

    viewer: Viewer
    parameters: dict[str, Any]
    found: list[str] = field(default_factory=list)

    @property
    def search(self) -> str:
        """The `with` clause that finds the words, before anything else is read; empty without words."""
        return f"with {', '.join(self.found)}\n" if self.found else ""

    def sql(self, node: Node) -> str:
        """Return the condition."""
        match node:
            case Text(text):
                return self.words([text])
            case Condition(name, values):
                return self.condition(name, values)
            case Not(inner):
                return f"not {self.sql(inner)}"
            case And(parts):
                texts = [part.text for part in parts if isinstance(part, Text)]
                rest = [self.sql(part) for part in parts if not isinstance(part, Text)]
                return bracketed(" and ", [*rest, *([self.words(texts)] if texts else [])])
            case Or(parts):
                return bracketed(" or ", [self.sql(part) for part in parts])

    def words(self, texts: Sequence[str]) -> str:
        """Return the condition that all words of these texts are found, in one look at the index."""
        if not any(text.strip() for text in texts):
            return "true"
        name = f"found{len(self.found)}"
        query = search_table(self.viewer, texts, self.parameters, name)
        if query is None:
            return "false"
        self.found.append(query)
        return FOUND.format(name=name)

    def condition(self, name: str, values: Sequence[Value]) -> str:
        kind = FIELDS[name].kind
        if kind == "day":
            return bracketed(" or ", [day_condition(name, value, self.viewer, self.parameters) for value in values])
        if kind == "word":
            return self.word_condition(name, [value.name for value in values if isinstance(value, Named)])
        ids = [id for value in values for id in self.ids_of(name, value)]
        parts = [self.any_of(name, ids)] if ids else []
        parts += [self.is_empty(name)] if Nothing() in values else []
        return bracketed(" or ", parts) if parts else "false"

    def word_condition(self, name: str, words: list[str]) -> str:
        if name == "is":
            return bracketed(" or ", [STATES[word] for word in words])
        if name == "priority":
            return f"t.priority = any({self.value([PRIORITIES.index(word) for word in words])})"
        return f"t.status = any({self.value(words)})"

    def ids_of(self, name: str, value: Value) -> list[uuid.UUID]:
        if isinstance(value, Me):
            return [self.viewer.member_id]
        return find_named(self.viewer, name, value.name) if isinstance(value, Named) else []

    def any_of(self, name: str, ids: list[uuid.UUID]) -> str:
        if name in LINKS:
            table, column = LINKS[name]
            return LINKED.format(table=table, which=f" and k.{column} = any({self.value(ids)})")
        return f"({COLUMNS[name]} is not null and {COLUMNS[name]} = any({self.value(ids)}))"

    def is_empty(self, name: str) -> str:
        return "not " + LINKED.format(table=LINKS[name][0], which="") if name in LINKS else f"{COLUMNS[name]} is null"

    def value(self, value: Any) -> str:
        """Return the name under which the statement finds a value."""
        name = f"is{len(self.parameters)}"
        self.parameters[name] = value
        return f"%({name})s"


def asked(text: str) -> Node:
    """Return the tree of a filter of ours."""
    tree = parse(text).tree
    assert tree is not None, text
    return tree


def bracketed(word: str, parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({word.join(parts)})"
