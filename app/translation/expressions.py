"""The sentences in the expressions of a template."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from app.translation.code import amounts
from app.translation.runs import LETTERS, Item, Say, compose, refill

TEXT = re.compile(r"[“‘(]?[A-Z](?=.*[a-z])[^_=/<>+]*|[“‘(]?[A-Z0-9](?=.*[a-z])(?=[^ ]* )[^_=<>]*", re.DOTALL)
PART = re.compile(r"[A-Z](?=.*[a-z])[^_=/<>]*|[^_=/<>-]* [a-z][^_=/<>]*", re.DOTALL)
"""What reads like a text by itself, and what does where a value stands beside it."""


class Expressions(NodeTransformer):
    """Replaces the strings that read like a text, and those in `_(…)`."""

    def __init__(self, say: Say) -> None:
        self.say = say

    def shown(self, node: nodes.Expr) -> nodes.Expr:
        """Return an expression whose value people see: each string it may be is a text."""
        if isinstance(node, nodes.Const):
            return self.said(node) if isinstance(node.value, str) and LETTERS.search(node.value) else node
        if isinstance(node, nodes.CondExpr):
            node.expr1 = self.shown(node.expr1)
            node.expr2 = self.shown(node.expr2) if node.expr2 else None
            return node
        if isinstance(node, nodes.Or):
            node.left, node.right = self.shown(node.left), self.shown(node.right)
            return node
        return self.visit(node)  # type: ignore[no-any-return]

    def said(self, node: nodes.Const) -> nodes.Const:
        return nodes.Const(self.say(node.value), lineno=node.lineno)

    def visit_Const(self, node: nodes.Const) -> nodes.Const:  # noqa: N802 - as the visitor calls it
        return self.said(node) if isinstance(node.value, str) and TEXT.fullmatch(node.value) else node

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802
        if isinstance(node.node, nodes.Name) and node.node.name == "_":
            text = node.args[0]
            if isinstance(text, nodes.Const) and node.kwargs:
                node.args[0] = self.said(text)
                return node
            return self.said(text) if isinstance(text, nodes.Const) else node
        if isinstance(node.node, nodes.Name) and node.node.name == "counted":
            self.say(*(one.value for one in node.args[:2] if isinstance(one, nodes.Const)))
            return node
        self.generic_visit(node)
        return node

    def visit_Filter(self, node: nodes.Filter) -> nodes.Filter:  # noqa: N802
        """Note what is counted: `3|count("task")`."""
        if node.name != "count":
            return self.generic_visit(node)  # type: ignore[return-value]
        words = [one.value for one in node.args if isinstance(one, nodes.Const)]
        if words:
            self.say(*amounts(*words))
        node.node = self.visit(node.node) if node.node else None
        return node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Compare:  # noqa: N802
        return node

    def visit_Test(self, node: nodes.Test) -> nodes.Test:  # noqa: N802
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Getitem:  # noqa: N802
        node.node = self.visit(node.node)
        return node

    def visit_Pair(self, node: nodes.Pair) -> nodes.Pair:  # noqa: N802
        node.value = self.visit(node.value)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Expr:  # noqa: N802
        """Take `"Delete " ~ name` as one sentence."""
        consts = [one for one in node.nodes if isinstance(one, nodes.Const)]
        if not any(isinstance(one.value, str) and PART.fullmatch(one.value) for one in consts):
            self.generic_visit(node)
            return node
        body: list[Item] = [
            nodes.TemplateData(one.value, lineno=one.lineno)
            if isinstance(one, nodes.Const) and isinstance(one.value, str)
            else self.visit(one)
            for one in node.nodes
        ]
        message, holes = compose(body)
        text = message.strip()
        said = self.say(text)
        if said == text:
            return node
        parts: list[Any] = refill(message.replace(text, said), holes, in_quotes=False)
        node.nodes = [
            nodes.Const(one.data, lineno=node.lineno) if isinstance(one, nodes.TemplateData) else one for one in parts
        ]
        return node
