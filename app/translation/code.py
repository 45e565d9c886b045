"""The sentences in the code: what `_`, `later`, `counted` and `count` are given, and strings that read like a text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

SENTENCE = re.compile(r"[“A-Z](?=.*[a-z])[^_=<>]* [^_=<>]+|[A-Z][a-z]{2,}\.?", re.DOTALL)
MARKS = ("_", "later", "counted", "count")
SILENT = ("ContextVar", "ForeignKey", "TypeVar", "cast", "relationship", "removeprefix", "replace", "split")
KEYED = ("get", "setdefault")
"""Calls whose arguments nobody reads, and those whose first one is a key."""
NO_TEXTS = frozenset(
    (
        *("Android", "Chrome", "Edg", "Edge", "Firefox", "Google", "Linux", "Mac OS X", "Mac", "Opera", "Safari"),
        *("Samsung Internet", "Windows", "Primo", "English", "Deutsch", "Backspace", "Escape"),
        *("Allow", "Cookie", "Lax", "Location"),
    )
)
"""Names of other things, and headers: the same in every language."""


def texts_of(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield each sentence and its form for many where it has one; no docstrings, no names of things."""
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str) and SENTENCE.fullmatch(node.value) and node.value not in NO_TEXTS:
                yield node.value, ""
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            yield from given_to(node, node.func.id)
            todo += [one for one in (*node.args, *node.keywords) if not isinstance(one, ast.Constant)]
        else:
            todo += parts_of(node)


def given_to(node: ast.Call, name: str) -> Iterator[tuple[str, str]]:
    texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    if texts:
        yield amounts(*texts[:2]) if name == "count" else (texts[0], texts[1] if len(texts) > 1 else "")


def amounts(one: str, many: str = "") -> tuple[str, str]:
    """Return the forms of what `count` says."""
    return f"{{number}} {one}", f"{{number}} {many or f'{one}s'}"


def parts_of(node: ast.AST) -> list[ast.AST]:
    """Return what stands in a piece of code and may be read by people."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.arg():
            return []
        case ast.JoinedStr() | ast.Compare():
            return [one for one in ast.iter_child_nodes(node) if not isinstance(one, ast.Constant)]
        case ast.Subscript():
            return [node.value]
        case ast.AnnAssign():
            return [node.value] if node.value else []
        case ast.FunctionDef():
            return [*node.decorator_list, node.args, *node.body]
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return []
        case ast.Dict():
            return list(node.values)
        case ast.Call() if (name := name_of(node.func)) in (*SILENT, *KEYED):
            return [node.func, *(node.args[1:] if name in KEYED else ())]
    return list(ast.iter_child_nodes(node))


def name_of(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
