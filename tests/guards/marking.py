"""Guards found in the source by what they look like, each with a call around it that can lift it.

A guard is: a condition before `raise NotFound`, `Forbidden` or `TooMany`, `abort` or a sending away; a call `require…`,
`refuse…`, `check…` or `confirm…` for its own sake; what `can`, `admits` and their kind answer; each way a rule of the
policy can fail; `@asks_again`; a condition that asks who somebody is or whether something still counts, before an error
or a return; and in queries, ORM, SQL and its parts, what narrows them to what is seen, one's own, and alive.

A guard's name is its file, the function or constant it stands in, and its text: `app/tasks/queries.py get_task: …`.
"""

from __future__ import annotations

import ast
import re
from typing import TypeVar

from tests.guards.looks import (
    DEMANDS,
    IN_SQL,
    KEEPS_OUT,
    LETS,
    LOOKS_LIKE_SQL,
    OWN,
    PERSON,
    RULES,
    SENDS_AWAY,
    UNFIT,
    asks_who,
    called,
    is_end,
    is_heading,
    is_leave,
    is_open_question,
    is_owners_or_fresh,
    is_return_of,
    said,
    sends_away,
)


class Marker(ast.NodeTransformer):
    """Puts a call around each guard of one module and remembers them by name."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._scope: list[str] = []
        self._in_query = 0
        self._in_statement = False
        self.names: dict[str, int] = {}
        """The line of each guard."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self._scope.append(node.name)
        node.decorator_list = [self._decorator(one) for one in node.decorator_list]
        node.body = [self.visit(one) for one in node.body]
        self._scope.pop()
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self._scope.append(node.name)
        self.generic_visit(node)
        self._scope.pop()
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        is_constant = not self._scope and isinstance(node.targets[0], ast.Name)
        self._scope += [ast.unparse(node.targets[0])] * is_constant
        self.generic_visit(node)
        self._scope = self._scope[:-1] if is_constant else self._scope
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        is_rule = bool(self._scope) and self._scope[-1] in RULES
        refuses = not self._is_sending() and sends_away(node.body[0])
        refuses = refuses or (is_rule and is_return_of(node.body[0], False))
        self.generic_visit(node)
        if not refuses and (self._is_sending() or not isinstance(node.body[-1], ast.Raise | ast.Return)):
            return node
        if isinstance(node.test, ast.BoolOp) and isinstance(node.test.op, ast.Or):
            node.test.values = [self._refusing(one) if refuses or asks_who(one) else one for one in node.test.values]
        elif not refuses and isinstance(node.test, ast.BoolOp) and any(map(is_leave, node.test.values)):
            node.test.values = [self._call("allows", one) if is_leave(one) else one for one in node.test.values]
        elif refuses or asks_who(node.test):
            node.test = self._refusing(node.test)
        return node

    def _is_sending(self) -> bool:
        """Say whether this is inside what sends away in any case, and only chooses how."""
        return bool(self._scope) and bool(SENDS_AWAY.match(self._scope[-1]))

    def _refusing(self, node: ast.expr) -> ast.expr:
        """Mark a reason to refuse, unless what it asks is a guard already."""
        return node if "_guard_" in ast.unparse(node) else self._call("refuses", node)

    def visit_Return(self, node: ast.Return) -> ast.AST:
        self.generic_visit(node)
        if self._scope and self._scope[-1] in RULES and node.value:
            node.value = self._allowing(node.value)
        return node

    def _allowing(self, node: ast.expr) -> ast.expr:
        """Mark each reason a rule needs to allow, unless what it asks is a guard already."""
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
            node.values = [self._allowing(one) for one in node.values]
            return node
        return self._call("allows", node) if is_open_question(node) else node

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        demanded = called(node.value)
        if DEMANDS.match(demanded) and demanded not in self._scope:  # what it asks of its parts is the same demand
            name = self._name(node)
            self.generic_visit(node)
            return located(ast.If(call("stands", ast.Constant(name)), [node], []), node)
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        is_query = called(node) in ("where", "join", "filter")
        self._in_query += is_query
        self.generic_visit(node)
        self._in_query -= is_query
        if LETS.match(called(node)):
            return self._call("allows", node)
        if KEEPS_OUT.match(called(node)):
            return self._call("refuses", node)
        if called(node) == "visible_to" or (self._in_query and is_end(node)):
            return self._call("narrows", node)
        if called(node) == "seen":
            return self._marked(node)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        is_own = isinstance(node.left, ast.Attribute) and node.left.attr in OWN and isinstance(node.ops[0], ast.Eq)
        is_mine = is_own and PERSON.search(ast.unparse(node.comparators[0]))
        return self._call("narrows", node) if self._in_query and (is_mine or is_owners_or_fresh(node)) else node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        self._in_statement = bool(LOOKS_LIKE_SQL.search("".join(map(said, node.values))))
        self.generic_visit(node)
        self._in_statement = False
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if isinstance(node.value, str) and (self._in_statement or LOOKS_LIKE_SQL.search(node.value)):
            node.value = IN_SQL.sub(lambda found: self._mark(found[0], node), node.value)
        return node

    def _decorator(self, node: ast.expr) -> ast.expr:
        is_one = isinstance(node, ast.Name) and node.id == "asks_again"
        return located(call("wraps", ast.Constant(self._name(node)), node), node) if is_one else node

    def _mark(self, condition: str, node: ast.AST) -> str:
        return f"/*guard {self._name(node, condition)}*/{condition}/*.*/"

    def _marked(self, node: ast.expr) -> ast.expr:
        start, end = ast.Constant(f"/*guard {self._name(node)}*/"), ast.Constant("/*.*/")
        return located(ast.BinOp(ast.BinOp(start, ast.Add(), node), ast.Add(), end), node)

    def _call(self, kind: str, node: ast.expr) -> ast.expr:
        return located(call(kind, ast.Constant(self._name(node)), node), node)

    def _name(self, node: ast.AST, said: str = "") -> str:
        text = (said or " ".join(ast.unparse(node).split())).translate(UNFIT)
        name = f"{self._path} {'.'.join(self._scope)}: {text[:90]}"
        alike = sum(re.sub(r" \(\d+\)$", "", one) == name for one in self.names)
        self.names[name := f"{name} ({alike + 1})" if alike else name] = getattr(node, "lineno", 0)
        return name


def call(kind: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(f"_guard_{kind}", ast.Load()), list(arguments), [])


N = TypeVar("N", bound=ast.AST)


def located(node: N, like: ast.AST) -> N:
    return ast.fix_missing_locations(ast.copy_location(node, like))


def marked(source: str, path: str) -> tuple[ast.Module, dict[str, int]]:
    """Return a module with its guards marked, and their names with the lines they stand in."""
    marker = Marker(path)
    tree = marker.visit(ast.parse(source))
    if marker.names:
        kinds = ("refuses", "allows", "narrows", "stands", "wraps")
        names = [ast.alias(kind, f"_guard_{kind}") for kind in kinds]
        place = next(i for i, one in enumerate(tree.body) if not is_heading(one))
        tree.body.insert(place, ast.ImportFrom("tests.guards.lifting", names, 0))
    return ast.fix_missing_locations(tree), marker.names
