"""What changes access or settings is in the audit log: every such route leads to a verb that notes what it did."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

from flask import Flask

from app.accounts.routes.asking_again import ASKING
from app.activity.record import record
from app.audit.kinds import KINDS
from app.audit.writing import audit
from app.workspaces.policy import ENDPOINTS
from tests.rules.routes import cells

WORK = ("task.", "project.", "label.", "comment.", "file.", "trash.", "change.", "filter.")
"""Actions on what people work on, which has a history of its own."""
ACCESS = {"project.share"}
REFUSED = {"sign_in.failed", "sign_in.code_failed"}
"""What is noted of somebody who does not get in says nothing of the act itself."""

WAIVED: dict[str, str] = {
    **dict.fromkeys(("accounts.create_link", "accounts.create_reset"), "a mail; what its link does is noted"),
    **dict.fromkeys(("accounts.create_confirmation", "accounts.create_visit"), "begins what is noted when it is done"),
    **dict.fromkeys(("accounts.begin_passkey", "accounts.begin_required_factor"), "the same, and asks who is there"),
    **dict.fromkeys(("accounts.create_second_factor", "accounts.connect_identity"), "the same, and asks who is there"),
    **dict.fromkeys(("accounts.save_profile", "accounts.save_theme", "accounts.save_keys"), "how pages look to them"),
    **dict.fromkeys(("notifications.open_update", "notifications.read_all"), "reading"),
    **dict.fromkeys(("notifications.save_preferences", "notifications.save_default_reminders"), "one's own mails"),
    "notifications.unsubscribe": "one's own mails",
    "instance.enter": "shows who is there; what they do then is noted",
    "shares.unlock": "a visitor is nobody we know; wrong passwords are counted, and the link itself is noted",
    "shares.create_comment": "has the task's own history",
}


def sensitive(app: Flask) -> set[str]:
    """Return the endpoints that change something of access or settings, as the policy table has it."""
    changing = {cell.endpoint for cell in cells(app) if cell.method != "GET"}
    return {one for one in changing if not ENDPOINTS[one].startswith(WORK) or ENDPOINTS[one] in ACCESS}


def test_what_changes_access_or_settings_is_noted(app: Flask) -> None:
    silent = {one for one in sensitive(app) if not set(kinds_of(app.view_functions[one])) - REFUSED}
    assert silent == set(WAIVED)


def test_what_asks_who_is_there_is_noted(app: Flask) -> None:
    """Also where the policy table would say that it is work."""
    asking = {endpoint for endpoint, view in app.view_functions.items() if asks(view)}
    assert len(asking) >= len(ASKING)
    assert asking <= sensitive(app)


def asks(view: Any) -> bool:
    found = inspect.unwrap(view, stop=lambda one: one.__code__.co_name == "asking")
    return isinstance(found, FunctionType) and found.__code__.co_name == "asking"


def kinds_of(view: Any, seen: set[Any] | None = None) -> Iterator[str]:
    """Yield the kinds of what a view may note: named in a function it leads to that calls `audit` or `record`."""
    seen = set() if seen is None else seen
    for function in functions_of(inspect.unwrap(view)):
        if function in seen:
            continue
        seen.add(function)
        named = set(names_of(function.__code__))
        if {audit, record} & set(found_in(function, named)):
            yield from set(words_of(function.__code__)) & set(KINDS)
        for other in found_in(function, named):
            if isinstance(other, FunctionType) and other.__module__.startswith("app.") and other not in (audit, record):
                yield from kinds_of(other, seen)


def functions_of(view: Any) -> list[FunctionType]:
    return [view] if isinstance(view, FunctionType) else []


def found_in(function: FunctionType, names: set[str]) -> Iterator[Any]:
    """Yield what a function's global names stand for, and what of our modules it takes by their attributes."""
    for name in names:
        one = function.__globals__.get(name)
        if isinstance(one, ModuleType) and one.__name__.startswith("app."):
            yield from (getattr(one, other) for other in names if hasattr(one, other))
        elif isinstance(one, FunctionType):
            yield inspect.unwrap(one)


def names_of(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from names_of(one)


def words_of(code: CodeType) -> Iterator[str]:
    for one in code.co_consts:
        if isinstance(one, str):
            yield one
        elif isinstance(one, CodeType):
            yield from words_of(one)
