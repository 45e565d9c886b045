"""Finding entries of the audit log: of one workspace, or of accounts and the instance; the latest first."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select, or_, select, text

from app.audit.kinds import KINDS
from app.audit.models import AuditEntry
from app.extensions import db
from app.texts import read_uuid
from app.walls import LOOK_AFTER

PAGE = 50

GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "people": ("People and roles", ("member.", "invitation.")),
    "sharing": ("Projects and links", ("project.", "link.")),
    "workspace": ("Workspaces", ("workspace.",)),
    "signing": ("Signing in and out", ("sign_in.", "session.", "token.")),
    "ways": ("Passwords, factors, addresses", ("email.", "password.", "factor.", "passkey.", "identity.")),
    "accounts": ("Accounts", ("account.",)),
    "instance": ("Looking after Primo", ("instance.",)),
    "data": ("Exports and this log", ("export.", "audit.")),
}
"""What one can narrow the log to, in words, and the kinds that belong to it."""
OF_WORKSPACES = ("people", "sharing", "workspace", "data")
OF_THE_INSTANCE = ("signing", "ways", "accounts", "workspace", "instance", "data")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see of the log; what cannot be read is left out, as if it had not been asked for."""

    people: tuple[uuid.UUID, ...] | None = None
    group: str = ""
    since: date | None = None
    until: date | None = None
    before: uuid.UUID | None = None


def read_asked(args: Mapping[str, str]) -> Asked:
    person = read_uuid(args.get("person", ""))
    return Asked(
        (person,) if person else None,
        args.get("group", "") if args.get("group") in GROUPS else "",
        read_day(args.get("since", "")),
        read_day(args.get("until", "")),
        read_uuid(args.get("before", "")),
    )


def read_day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def list_entries(
    workspace_id: uuid.UUID | None, asked: Asked, *, zone: ZoneInfo, most: int = PAGE
) -> tuple[list[AuditEntry], uuid.UUID | None]:
    """Return some entries and, where there are more, the id to go on behind. Days are those of the reader's `zone`."""
    if workspace_id is None:
        db.session.execute(text(LOOK_AFTER))
    rows = list(db.session.scalars(narrowed(workspace_id, asked, zone).limit(most + 1)))
    return rows[:most], rows[most - 1].id if len(rows) > most else None


def narrowed(workspace_id: uuid.UUID | None, asked: Asked, zone: ZoneInfo) -> Select[AuditEntry]:
    """Return the query; the workspace stands in it besides the wall, whose word alone would not use the index."""
    query = select(AuditEntry).where(AuditEntry.workspace_id == workspace_id).order_by(AuditEntry.id.desc())
    if asked.people is not None:
        query = query.where(or_(AuditEntry.actor_id.in_(asked.people), AuditEntry.subject_id.in_(asked.people)))
    if asked.group:
        query = query.where(AuditEntry.kind.in_([one for one in KINDS if one.startswith(GROUPS[asked.group][1])]))
    if asked.since:
        query = query.where(AuditEntry.at >= midnight(asked.since, zone))
    if asked.until and asked.until < date.max:
        query = query.where(AuditEntry.at < midnight(asked.until + timedelta(days=1), zone))
    if asked.before:
        query = query.where(AuditEntry.id < asked.before)
    return query


def midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
