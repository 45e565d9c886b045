"""Entries as people read them: who did what to whom, and what it was before."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from app.audit.kinds import KINDS
from app.audit.models import AuditEntry
from app.hues import hue_for
from app.translation.speaking import _, counted
from app.wording import MONTHS, say_day
from app.workspaces.models import initials_of

HOST = "The host, at the command line"
STRANGER = "Somebody who is not signed in"
UNSEEN = "Something you do not see"
WORDS: dict[str, dict[Any, str]] = {
    "role": {"owner": "Owner", "admin": "Admin", "member": "Member", "guest": "Guest"},
    "two_factors": {True: "With a second factor", False: ""},
    "is_private": {True: "For chosen people", False: "For everyone"},
    "rights": {"read": "To read", "comment": "To read and comment", "write": "To read and write"},
    "choice": {"off": "No more", "week": "In a week", "now": "From now on"},
    "way": {"door": "By signing up", "invitation": "By an invitation", "host": "By the host"},
}
"""What values are called; the ones that are not here are shown as they are."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words."""

    id: uuid.UUID
    at: datetime
    actor_id: uuid.UUID | None
    actor: str
    kind: str
    words: str
    subject: str
    details: str
    network: str

    @property
    def hue(self) -> str:
        return hue_for(self.actor_id) if self.actor_id else "slate"

    @property
    def initials(self) -> str:
        return initials_of(self.actor)


def by_day(lines: Iterable[Line], zone: ZoneInfo, today: date) -> list[tuple[str, list[tuple[str, Line]]]]:
    """Return the lines under the names of their days, each with its time of day."""
    timed = [(line.at.astimezone(zone), line) for line in lines]
    days = groupby(timed, key=lambda one: one[0].date())
    return [(say_day(day, today), [(f"{at:%H:%M}", line) for at, line in those]) for day, those in days]


def say(rows: Iterable[AuditEntry], names: Mapping[uuid.UUID, str]) -> list[Line]:
    """Return the entries in words; `names` are those of projects, tasks and members that the reader may see."""
    return [say_one(row, names) for row in rows]


def say_one(row: AuditEntry, names: Mapping[uuid.UUID, str]) -> Line:
    kind = KINDS.get(row.kind)
    subject = row.subject
    if row.subject_id is not None and not subject:
        subject = names.get(row.subject_id) or _(UNSEEN)
    return Line(
        row.id,
        row.at,
        row.actor_id,
        row.actor or _(STRANGER if row.network else HOST),
        row.kind,
        _(kind.words) if kind else row.kind,
        subject if row.subject_id != row.actor_id or row.actor_id is None else "",
        say_details(row.before or {}, row.after or {}, names),
        row.network,
    )


def say_details(before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[uuid.UUID, str]) -> str:
    """Return what changed, `Member → Admin`, field after field."""
    said = []
    for field in dict.fromkeys((*before, *after)):
        was, now = (say_value(field, values[field], names) if field in values else "" for values in (before, after))
        both = [one for one in (was, now) if one]
        said.append(" → ".join(both if was != now else both[:1]))
    return " · ".join(one for one in said if one)


def say_value(field: str, value: Any, names: Mapping[uuid.UUID, str]) -> str:
    if field in WORDS:
        return _(WORDS[field].get(value) or str(value)) if WORDS[field].get(value) != "" else ""
    if field == "projects":
        return ", ".join(names.get(uuid.UUID(one)) or _(UNSEEN) for one in value)
    if field == "people":
        return ", ".join(names.get(uuid.UUID(one)) or "?" for one in value) or _("Nobody")
    if field == "times":
        return counted("{number} time", "{number} times", value)
    if field == "expires_at":
        return _("Until {day}", day=say_date(date.fromisoformat(value[:10]))) if value else _("Without an end")
    return "" if value is None else str(value)


def say_date(day: date) -> str:
    return f"{_('{day} {month}', day=day.day, month=_(MONTHS[day.month - 1]))} {day.year}"
