"""What a guard looks like in the source: names, patterns, and what a piece of a module is."""

from __future__ import annotations

import ast
import re

REFUSALS = {"NotFound", "Forbidden", "TooMany", "TooManyFailures"}
SENDS_AWAY = re.compile(r"^(send_to_\w+|kept_quiet|abort)$")
DEMANDS = re.compile(r"^(require|refuse|confirm)(_\w+)?$|^check_(password|code)$")
LETS = re.compile(
    r"^(can|admits|is_visible|may_share|sees|is_open|comes_from_us|has_proved|visitor_can|verify_password"
    r"|can_see)$"
)
KEEPS_OUT = re.compile(r"^(is_kept_out|is_flooded)$")
RULES = {"can", "admits", "visitor_can", "comes_from_us", "sees", "may_share", "can_see"}
OWN = {
    *("membership_id", "owner_id", "user_id", "author_id", "actor_id", "created_by"),
    *("asked_by", "invited_by", "added_by", "inbox_of"),
}
PERSON = re.compile(r"member_id|account|user_id|viewer|\b(user|member)\.id\b")
ENDS = {"removed_at", "revoked_at", "deleted_at", "disabled_at", "used_at", "accepted_at"}
WHO = {*OWN, *ENDS, "member_id", "expires_at", "is_admin", "email_key", "has_factor", "proof_of"} - {"deleted_at"}
"""What a condition names that asks who somebody is, or whether something still counts."""
ALIVE = (
    r"(?:\w+\.)?(?:removed_at|revoked_at|deleted_at|disabled_at|accepted_at|used_at) is null"
    r"|(?:\w+\.)?expires_at > (?:now\(\)|:now)"
)
MINE = (
    r"(?:\w+\.)?(?:membership_id|user_id|owner_id|(?:actor|author)_id|(?:created|invited|added)_by|inbox_of)"
    r" = (?:%\(\w+\)s|:\w+)(?:::\w+)?|(?:\w+\.)?role = 'owner'|(?:\w+\.)?kind = any\(%s\)"
)
IN_SQL = re.compile(rf"{ALIVE}|(?<!set )(?<!is null or )(?<![\w.])(?:{MINE})")
"""What is set is not asked, and what is asked only of a value that is given narrows nothing otherwise."""
UNFIT = str.maketrans("", "", "*%:")
"""What means something in a statement, also within a remark."""
LOOKS_LIKE_SQL = re.compile(
    r"\b(select|update|delete)\b.*\b(where|and|on)\b|(?<!when )\b[a-z]\.\w+ (= [:%]|is null)", re.DOTALL | re.IGNORECASE
)


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


def asks_who(node: ast.expr) -> bool:
    """Say whether a condition asks who somebody is, or whether something still counts.

    The conditions of a query are apart, and so are those of a function that is only called.
    """
    asked = node.operand if isinstance(node, ast.UnaryOp) else node
    if called(asked) not in ("", "any", "all") or any(called(one) == "select" for one in ast.walk(node)):
        return False
    names = (one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in ast.walk(node))
    return not WHO.isdisjoint(names)


def is_leave(node: ast.expr) -> bool:
    """Say whether this is `created_by == …` or `disabled_at is None`, which must hold beside other conditions."""
    return isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.Is) and asks_who(node)


def is_owners_or_fresh(node: ast.Compare) -> bool:
    """Say whether this is `role == Role.OWNER`, or `expires_at > at`."""
    return bool(re.search(r"\.role == Role\.OWNER$|\.expires_at > ", ast.unparse(node)))


def is_end(node: ast.Call) -> bool:
    """Say whether this is `revoked_at.is_(None)` or the like."""
    function = node.func
    return (
        isinstance(function, ast.Attribute)
        and function.attr == "is_"
        and isinstance(function.value, ast.Attribute)
        and function.value.attr in ENDS
    )


def is_heading(node: ast.stmt) -> bool:
    """Say whether this is the docstring, or an import that must come first."""
    is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_docstring or (isinstance(node, ast.ImportFrom) and node.module == "__future__")
