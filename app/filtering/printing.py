"""Tree to text, so that reading it again gives the same tree."""

from __future__ import annotations

from app.filtering.days import print_days
from app.filtering.fields import FIELDS
from app.filtering.tokens import Mistake, tokenize
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
    Or,
    Period,
    Query,
    Text,
    Value,
)


def write(query: Query) -> str:
    """Return the text of a filter."""
    parts = [print_node(query.tree)] if query.tree else []
    parts += [f"{name}:{value}" for name, value in (("sort", query.sort), ("group", query.group)) if value]
    return " ".join(parts)


def print_node(node: Node) -> str:
    match node:
        case Text(text):
            return text if is_plain_word(text) else quote(text)
        case Condition(field, values):
            return f"{field}:{','.join(print_value(field, value) for value in values)}"
        case Not(inner):
            return f"-{print_node(inner) if not isinstance(inner, And | Or) else in_brackets(inner)}"
        case And(parts):
            return " ".join(in_brackets(part) if isinstance(part, And | Or) else print_node(part) for part in parts)
        case Or(parts):
            return " or ".join(in_brackets(part) if isinstance(part, Or) else print_node(part) for part in parts)


def in_brackets(node: Node) -> str:
    return f"({print_node(node)})"


def print_value(field: str, value: Value) -> str:
    match value:
        case Nothing():
            return "none"
        case Me():
            return "me"
        case Compared() | Between() | Period():
            return print_days(value)
        case Named(name):
            if FIELDS[field].kind == "word":
                return name
            return quote(name) if name.lower() in ("none", "me") or not is_plain_value(name) else name


def quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def is_plain_word(text: str) -> bool:
    """Say whether this is read as one word when it stands alone."""
    return reads_as(text, [text]) and text.lower() not in ("or", "and")


def is_plain_value(text: str) -> bool:
    return reads_as(f"label:{text}", ["label:", text])


def reads_as(text: str, wanted: list[str]) -> bool:
    try:
        tokens = tokenize(text)[:-1]
    except Mistake:
        return False
    return [token.text for token in tokens] == wanted and tokens[-1].kind == "bare"
