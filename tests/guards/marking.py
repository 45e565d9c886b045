"""Guards found in the source by what they look like, each with a call around it that can lift it.

A guard is: a condition before `raise NotFound`, `Forbidden` or `TooMany`, `abort` or a sending away; a call `require…`,
`refuse…`, `check…` or `confirm…` for its own sake; what `can`, `admits` and their kind answer; each way a rule of the
policy can fail; `@asks_again`; and in queries, ORM and SQL, what narrows them to what is seen, one's own, and alive.

A guard's name is its file, the function or constant it stands in, and its text: `app/tasks/queries.py get_task: …`.
"""

from __future__ import annotations

import ast
import re
from typing import TypeVar

REFUSALS = {"NotFound", "Forbidden", "TooMany", "TooManyFailures"}
SENDS_AWAY = re.compile(r"^(send_to_\w+|kept_quiet|abort)$")
DEMANDS = re.compile(r"^(require|refuse|confirm)(_\w+)?$|^check_(password|code)$")
LETS = re.compile(
    r"^(can|admits|is_visible|may_share|sees|is_open|comes_from_us|has_proved|visitor_can|verify_password"
    r"|can_see)$"
)
KEEPS_OUT = re.compile(r"^(is_kept_out|is_flooded)$")
RULES = {"can", "admits", "visitor_can", "comes_from_us", "sees", "may_share", "can_see"}
OWN = {"membership_id", "owner_id", "user_id", "author_id", "inbox_of"}
ENDS = {"removed_at", "revoked_at", "deleted_at", "disabled_at", "used_at", "accepted_at"}
ALIVE = r"(?:\w+\.)?(?:removed_at|revoked_at|deleted_at|disabled_at) is null|(?:\w+\.)?expires_at > now\(\)"
MINE = r"(?:\w+\.)?(?:membership_id|user_id|owner_id) = (?:%\(\w+\)s|:\w+)(?:::\w+)?|(?:\w+\.)?kind = any\(%s\)"
IN_SQL = re.compile(rf"{ALIVE}|(?<!set )(?<!is null or )(?<![\w.])(?:{MINE})")
"""What is set is not asked, and what is asked only of a value that is given narrows nothing otherwise."""
UNFIT = str.maketrans("", "", "*%:")
"""What means something in a statement, also within a remark."""
LOOKS_LIKE_SQL = re.compile(r"\b(select|update|delete)\b.*\b(where|and|on)\b", re.DOTALL | re.IGNORECASE)


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
        if refuses and isinstance(node.test, ast.BoolOp) and isinstance(node.test.op, ast.Or):
            node.test.values = [self._refusing(one) for one in node.test.values]
        elif refuses:
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
        asks_a_person = re.search(r"member_id|account|user_id|viewer", ast.unparse(node.comparators[0]))
        return self._call("narrows", node) if self._in_query and is_own and asks_a_person else node

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


def called(node: ast.AST) -> str:
    function = node.func if isinstance(node, ast.Call) else None
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def said(node: ast.expr) -> str:
    """Return what a part of a text says by itself."""
    return str(node.value) if isinstance(node, ast.Constant) else ""


def sends_away(node: ast.stmt) -> bool:
    """Say whether a statement refuses: by an error, or by what it returns."""
    if isinstance(node, ast.Raise) and node.exc is not None:
        raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        return isinstance(raised, ast.Name) and raised.id in REFUSALS
    value = node.value if isinstance(node, ast.Return | ast.Expr) else None
    return isinstance(value, ast.Call) and bool(SENDS_AWAY.match(ast.unparse(value.func)))


def is_return_of(node: ast.stmt, value: object) -> bool:
    return isinstance(node, ast.Return) and isinstance(node.value, ast.Constant) and node.value.value is value


def is_open_question(node: ast.expr) -> bool:
    """Say whether a rule answers with something that is no guard already."""
    return not isinstance(node, ast.Constant) and "_guard_" not in ast.unparse(node)


def is_end(node: ast.Call) -> bool:
    """Say whether this is `revoked_at.is_(None)` or the like."""
    function = node.func
    return (
        isinstance(function, ast.Attribute)
        and function.attr == "is_"
        and isinstance(function.value, ast.Attribute)
        and function.value.attr in ENDS
    )


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


def is_heading(node: ast.stmt) -> bool:
    """Say whether this is the docstring, or an import that must come first."""
    is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_docstring or (isinstance(node, ast.ImportFrom) and node.module == "__future__")
