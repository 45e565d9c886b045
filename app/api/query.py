"""Which page of which tasks a URL asks for; unlike a page, an API says so when a value means nothing."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from app.errors import Invalid
from app.tasks.fields import PRIORITIES, STATUSES
from app.tasks.filters import SORTS, Filters, read_filters
from app.tasks.old_addresses import DUE_WORDS, STATUS_SETS, read_date
from app.tasks.queries import get_project
from app.texts import read_uuid
from app.translation.speaking import _
from app.workspaces.viewer import Viewer

USUAL_LIMIT, MOST_AT_ONCE, DEEPEST = 20, 100, 10_000
NUMBER = re.compile(r"^[0-9]{1,9}$", re.ASCII)
ALLOWED: dict[str, tuple[str, ...]] = {
    "status": (*STATUSES, *STATUS_SETS),
    "priority": PRIORITIES,
    "due": DUE_WORDS,
    "completed": ("week",),
    "sort": tuple(SORTS),
}


@dataclass(frozen=True, slots=True)
class Query:
    """Which tasks, and which page of them."""

    filters: Filters
    page: int
    limit: int
    project_id: uuid.UUID | None


def read_query(viewer: Viewer, args: MultiDict[str, str]) -> Query:
    """Return what the URL asks for, or raise Invalid with each fault at its parameter."""
    errors: dict[str, list[str]] = {}
    given = spread(args)
    for name, allowed in ALLOWED.items():
        if any(value.lower().replace("-", "_") not in allowed for value in given.getlist(name)):
            errors[name] = [_("Choose one of: {allowed}.", allowed=", ".join(allowed))]
    if any(value not in ("me", "none") and read_uuid(value) is None for value in given.getlist("assignee")):
        errors["assignee"] = ["Give a member's id, me or none."]
    for name in ("due_from", "due_to"):
        if given.get(name) and read_date(given[name]) is None:
            errors[name] = ["Give a date between 1970 and 2200, such as 2026-05-17."]
    page, limit = read_number(given, "page", 1, errors), read_number(given, "limit", USUAL_LIMIT, errors)
    if limit > MOST_AT_ONCE:
        errors["limit"] = [_("Ask for at most {most} at once.", most=MOST_AT_ONCE)]
    elif page * limit > DEEPEST:
        too_deep = "Only the first {most:,} tasks can be paged through. Narrow the list with filters."
        errors["page"] = [_(too_deep, most=DEEPEST)]
    filters = read_filters(given)
    if mistake := filters.mistake:
        where = _("Character {number}: {reason}", number=mistake.position + 1, reason=mistake.reason)
        errors["filter"] = [f"{where} {mistake.possible}".strip()]
    if errors:
        raise Invalid(errors)
    project = get_project(viewer, given["project"], to="project.view") if given.get("project") else None
    sort = filters.sort if given.get("sort") or filters.sort != "order" else "created"
    filters = replace(filters, otherwise=STATUSES, sort=sort, group="", subtasks="", after="", only_group="")
    return Query(filters, page, limit, project.id if project else None)


def spread(args: MultiDict[str, str]) -> MultiDict[str, str]:
    """Return the parameters with `a,b` taken apart, empty ones left out, and `search` under its short name."""
    pairs = [(name, value) for name in args for value in args.getlist(name)]
    listed = ("status", "priority", "assignee")
    parts = [(name, one) for name, value in pairs for one in (value.split(",") if name in listed else [value])]
    return MultiDict([("q" if name == "search" else name, one.strip()) for name, one in parts if one.strip()])


def read_number(args: MultiDict[str, str], name: str, otherwise: int, errors: dict[str, list[str]]) -> int:
    """Return a number of at least 1."""
    typed = args.get(name, str(otherwise))
    if NUMBER.match(typed) and int(typed) >= 1:
        return int(typed)
    errors[name] = ["Give a whole number from 1."]
    return otherwise
