"""What may stand in a task's fields: one reader for forms, JSON and pasted lines.

`read_changes` takes raw values by field name and returns clean ones, or raises Invalid with every fault at its field.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.dates import Due, read_day, read_due
from app.errors import Invalid
from app.tasks.repeating.wishes import read_repeat
from app.texts import one_line, without_controls
from app.translation.speaking import _, later

TITLE_LIMIT = 200
DESCRIPTION_LIMIT = 20_000
ESTIMATE_LIMIT = 100_000
STATUSES = ("pending", "in_progress", "completed", "cancelled")
PRIORITIES = (later("none"), later("low"), later("medium"), later("high"), later("urgent"))


def read_changes(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return the clean value of each field that is in `raw`; others are left alone."""
    clean: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    for name, reader in READERS.items():
        if name in raw:
            try:
                clean[name] = reader(raw[name])
            except Invalid as fault:
                errors |= fault.errors
    if errors:
        raise Invalid(errors)
    return clean


def read_title(value: Any) -> str:
    title = one_line(read_text(value, "title"))
    if not title:
        raise Invalid({"title": ["Write a title."]})
    if len(title) > TITLE_LIMIT:
        raise Invalid(
            {"title": [_("Use at most {most} characters; this has {number}.", most=TITLE_LIMIT, number=len(title))]}
        )
    return title


def read_description(value: Any) -> str:
    text = read_text(value, "description").replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > DESCRIPTION_LIMIT:
        raise Invalid(
            {
                "description": [
                    _(
                        "Use at most {description_limit:,} characters; this has {number:,}.",
                        description_limit=DESCRIPTION_LIMIT,
                        number=len(text),
                    )
                ]
            }
        )
    return text


def read_text(value: Any, field: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Invalid({field: ["This must be text."]})
    if "\x00" in value:
        raise Invalid({field: ["This contains a character that cannot be stored."]})
    return without_controls(value)


def read_status(value: Any) -> str:
    status = str(value).strip().lower().replace("-", "_")
    if status not in STATUSES:
        raise Invalid({"status": [_("Choose one of: {statuses}.", statuses=", ".join(STATUSES))]})
    return status


def read_priority(value: Any) -> int:
    name = "none" if value in (None, "") else str(value).strip().lower()
    if name not in PRIORITIES:
        raise Invalid({"priority": [_("Choose one of: {priorities}.", priorities=", ".join(PRIORITIES))]})
    return PRIORITIES.index(name)


def read_start(value: Any) -> date | None:
    """Take a day, None, or an ISO day."""
    if isinstance(value, date):
        return value
    return read_day(read_text(value, "start_on"), "start_on") if value else None


def read_due_value(value: Any) -> Due | None:
    """Take a Due, None, `{kind, date, time, zone}`, or an ISO day or instant."""
    if value is None or isinstance(value, Due):
        return value
    if isinstance(value, Mapping):
        return read_due(
            read_text(value.get("date"), "due"),
            read_text(value.get("time"), "due"),
            read_text(value.get("zone"), "due"),
        )
    raise Invalid({"due": ["Give a date, such as 2026-05-17."]})


def read_estimate(value: Any) -> int | None:
    """Return minutes, from a number of minutes or words such as `1h 30m`."""
    text = str(value if value is not None else "").strip().lower().replace(" ", "")
    if not text:
        return None
    hours, _h, minutes = text.rpartition("h")
    try:
        total = (float(hours) * 60 if hours else 0) + float(minutes.rstrip("m") or 0)
    except ValueError:
        raise Invalid({"estimate": ["Write it like 45m, 2h or 1h 30m."]}) from None
    if not 1 <= total <= ESTIMATE_LIMIT:
        reason = _("Use between 1 minute and {most:,} hours, or leave it empty.", most=ESTIMATE_LIMIT // 60)
        raise Invalid({"estimate": [reason]})
    return round(total)


def read_ids(field: str) -> Callable[[Any], list[uuid.UUID]]:
    """Return a reader of a list of ids."""

    def read(value: Any) -> list[uuid.UUID]:
        if not isinstance(value, list):
            raise Invalid({field: ["This must be a list."]})
        return list(dict.fromkeys(read_id(item, field) for item in value if item != ""))

    return read


def read_id(value: Any, field: str) -> uuid.UUID:
    try:
        return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))
    except ValueError:
        raise Invalid({field: ["This is not in this workspace."]}) from None


def read_section(value: Any) -> uuid.UUID | None:
    return read_id(value, "section_id") if value else None


READERS: dict[str, Callable[[Any], Any]] = {
    "title": read_title,
    "description": read_description,
    "status": read_status,
    "priority": read_priority,
    "start_on": read_start,
    "due": read_due_value,
    "estimate": read_estimate,
    "repeat": read_repeat,
    "labels": read_ids("labels"),
    "assignees": read_ids("assignees"),
    "section_id": read_section,
}
