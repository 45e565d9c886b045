"""What a filter is about: which states it speaks of, whether it asks for the one who looks, what it names."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.filtering.fields import STATUSES
from app.filtering.tree import And, Condition, Me, Named, Node, Not, Or, Text

OPEN, DONE = STATUSES[:2], STATUSES[2:]
BY_STATE = {"open": OPEN, "overdue": OPEN, "done": DONE}


def leaves(node: Node | None) -> Iterator[Condition | Text]:
    """Yield every condition and every text."""
    match node:
        case Condition() | Text():
            yield node
        case Not(inner):
            yield from leaves(inner)
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)


def words_asked(node: Node | None) -> set[str]:
    """Return what `is:` is asked for anywhere in the filter."""
    values = (
        value for leaf in leaves(node) if isinstance(leaf, Condition) and leaf.field == "is" for value in leaf.values
    )
    return {value.name for value in values if isinstance(value, Named)}


def says_state(node: Node | None) -> bool:
    """Say whether the filter speaks of open and done; otherwise only open tasks are meant."""
    fields = {leaf.field for leaf in leaves(node) if isinstance(leaf, Condition)}
    return bool(fields & {"status", "completed"} or words_asked(node) & {"open", "done", "trashed"})


def asks_trash(node: Node | None) -> bool:
    return "trashed" in words_asked(node)


def is_personal(node: Node | None) -> bool:
    """Say whether two people who see the same tasks find different ones."""
    asked = [leaf for leaf in leaves(node) if isinstance(leaf, Condition)]
    asks_me = any(Me() in leaf.values or leaf.field == "project" for leaf in asked)
    return asks_me or "unread" in words_asked(node)


def statuses_of(node: Node | None) -> tuple[str, ...] | None:
    """Return the statuses that a filter means which speaks of nothing else; None where it does."""
    kept = tuple(status for status in STATUSES if holds(node, status))
    return kept if all(holds(node, status) is not None for status in STATUSES) else None


def holds(node: Node | None, status: str) -> bool | None:
    """Say whether a task of this status fits; None where that depends on something else."""
    match node:
        case Condition("status", values):
            return any(value == Named(status) for value in values)
        case Condition("is", values) if all(value in (Named("open"), Named("done")) for value in values):
            return any(isinstance(value, Named) and status in BY_STATE[value.name] for value in values)
        case Not(inner):
            held = holds(inner, status)
            return None if held is None else not held
        case And(parts) | Or(parts):
            each = [holds(part, status) for part in parts]
            wins = isinstance(node, Or)
            if wins in each:
                return wins
            return None if None in each else not wins
        case None:
            return True
    return None


def possible_statuses(node: Node | None) -> tuple[str, ...]:
    """Return the statuses that a task which fits can have at all."""
    return tuple(status for status in STATUSES if holds(node, status) is not False)


def joined(*nodes: Node | None) -> Node | None:
    """Return the filter that asks for all of these."""
    parts: list[Node] = []
    for node in nodes:
        parts += node.parts if isinstance(node, And) else [node] if node is not None else []
    return And(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None


def conjuncts(node: Node | None) -> tuple[Node, ...]:
    """Return the parts all of which must hold."""
    return node.parts if isinstance(node, And) else (node,) if node is not None else ()


def renamed(node: Node | None, change: Callable[[str, str], str]) -> Node | None:
    """Return the same filter with the names of its fields changed."""
    return rename(node, change) if node is not None else None


def rename(node: Node, change: Callable[[str, str], str]) -> Node:
    match node:
        case Text():
            return node
        case Not(inner):
            return Not(rename(inner, change))
        case And(parts):
            return And(tuple(rename(part, change) for part in parts))
        case Or(parts):
            return Or(tuple(rename(part, change) for part in parts))
        case Condition(field, values):
            names = (Named(change(field, one.name)) if isinstance(one, Named) else one for one in values)
            return Condition(field, tuple(dict.fromkeys(names)))
